// The bundle as CommonJS. esbuild splits a bundle of ES modules only, and Node loads CommonJS sooner: see docs/build.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

/** What a CommonJS module has not. */
const MODULE_URL = '__moduleUrl';

const moduleUrl = `const ${MODULE_URL} = require('node:url').pathToFileURL(__filename).href;`;

/**
 * Writes the files of a bundle as CommonJS, with a manifest beside them, so that Node takes them for that.
 *
 * @param {string} folder
 * @param {import('esbuild').OutputFile[]} files ES modules
 * @param {import('esbuild').TransformOptions} options
 */
export async function writeCommonJs(folder, files, options) {
  for (const { path: file, text } of files) {
    const { code } = await esbuild.transform(text, {
      ...options,
      format: 'cjs',
      platform: 'node',
      supported: { 'dynamic-import': false }, // import() becomes a require() when it is called
      define: { 'import.meta.url': MODULE_URL },
      banner: `"use strict";${text.includes('import.meta.url') ? moduleUrl : ''}`, // as all ES modules are
    });
    writeFileSync(file, code);
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
}
