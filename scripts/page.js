/** Bundles src/page: what runs in the browser of whoever opens an HTML report. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { licensesOf } from './licenses.js';

const root = path.resolve(import.meta.dirname, '..');

/** The script and the style of a report, each one text, and the files they were made from. */
export async function buildPage() {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/page/main.ts', 'src/page/style.css'],
    outdir: 'page',
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    charset: 'utf8',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none', // the whole licences stand at the begin of the script
    logLevel: 'warning',
  });
  const inputs = Object.keys(metafile.inputs);
  const textOf = (kind) => outputFiles.find(({ path: file }) => file.endsWith(kind)).text.trim();
  const script = `/*\n${licensesOf(inputs)}*/\n${textOf('.js')}`;
  return { script, style: textOf('.css'), inputs };
}

/** The page as a module of the program. */
export function pageModule({ script, style }) {
  return [
    '/** Made by scripts/page.js from src/page: the script and the style of an HTML report, and their hashes for its security policy. */',
    ...Object.entries({ script, style }).flatMap(([name, text]) => [
      `export const ${name} = ${JSON.stringify(text)};`,
      `export const ${name}Hash = ${JSON.stringify(`sha256-${createHash('sha256').update(text).digest('base64')}`)};`,
    ]),
    '',
  ].join('\n');
}
