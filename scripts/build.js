// Bundles src into dist: the program, what AWS Lambda runs, and a chunk for each part that is loaded only when it is used.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ccxtExchanges } from './ccxt-exchanges.js';
import { writeCommonJs } from './commonjs.js';
import { pageInputs } from './generate.js';
import { licensesOf } from './licenses.js';
import { queryPlans } from './query-plans.js';
import { sharedChunk } from './shared-chunk.js';
import { undiciClient } from './undici-client.js';

const root = path.resolve(import.meta.dirname, '..');
const outdir = path.join(root, 'dist');

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir);
const output = {
  minifySyntax: true,
  minifyWhitespace: true, // and names stay: they make a bug's stack trace readable
  target: 'node20',
};
/** @type {esbuild.BuildOptions} */
const common = {
  ...output,
  metafile: true,
  write: false,
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  // libsql finds the native package of this machine by itself, from its own folder.
  external: ['pg-native', 'libsql'],
  // Its package prefers the CommonJS one, which is parsed twice.
  alias: { '@prisma/client/runtime/client': path.join(root, 'node_modules/@prisma/client/runtime/client.mjs') },
  legalComments: 'none', // all licences are in a file of their own
  logLevel: 'warning',
};
const [main, lambda] = ['src/main.ts', 'src/lambda.ts'];
const split = { ...common, entryPoints: [main, lambda], splitting: true };
const plugins = [await queryPlans(outdir), undiciClient, ccxtExchanges];
const { metafile: unshared } = await esbuild.build({ ...split, plugins });
const program = await esbuild.build({ ...split, plugins: [sharedChunk(unshared, root, main), ...plugins] });
// Whole in a file of its own: what it shared with the program would be cut out of that into more files, which each run loads.
const worker = await esbuild.build({
  ...common,
  entryPoints: { 'sweep-worker': 'src/commands/trial/sweep/worker.ts' },
});
await writeCommonJs(outdir, [...program.outputFiles, ...worker.outputFiles], output);

const inputs = [program, worker].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(path.join(outdir, 'third-party-licenses.txt'), licensesOf([...inputs, ...pageInputs]));

const man = execFileSync(process.execPath, [path.join(root, 'bin/crypto-bot.js'), 'man']);
writeFileSync(path.join(outdir, 'crypto-bot.1'), man);
