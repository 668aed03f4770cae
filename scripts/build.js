// Bundles src into dist: one entry, one chunk for each part that is loaded only when it is used.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import './generate.js';

const root = path.resolve(import.meta.dirname, '..');
const outdir = path.join(root, 'dist');

/** Ships the query compiler's WebAssembly as a file beside the bundle: read faster than it is decoded from base64. */
const wasmAsFile = {
  name: 'wasm-as-file',
  setup(build) {
    build.onResolve({ filter: /\.wasm-base64\.mjs$/ }, ({ path: file }) => ({ path: file, namespace: 'wasm' }));
    build.onLoad({ filter: /.*/, namespace: 'wasm' }, ({ path: file }) => {
      const name = path.basename(file).replace('.wasm-base64.mjs', '.wasm');
      copyFileSync(path.join(root, 'node_modules/prisma/build', name), path.join(outdir, name));
      const contents = `
        import { readFileSync } from 'node:fs';
        export const wasm = readFileSync(new URL('./${name}', import.meta.url));`;
      return { contents, resolveDir: root };
    });
  },
};

/** Some libraries are CommonJS and ask for `require` and `__dirname`, which an ES module has not. */
const commonJsBanner = `
import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL('.', import.meta.url));`;

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir);
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir,
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // libsql finds its native binary at run time, so it stays a dependency of the package.
  external: ['libsql', 'pg-native'],
  banner: { js: commonJsBanner },
  legalComments: 'none',
  plugins: [wasmAsFile],
  logLevel: 'warning',
});
