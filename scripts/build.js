// Bundles src into dist: the program, what AWS Lambda runs, and a chunk for each part that is loaded only when it is used.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ccxtExchanges } from './ccxt-exchanges.js';
import './generate.js';
import { licensesOf } from './licenses.js';
import { queryPlans } from './query-plans.js';
import { together } from './together.js';
import { undiciClient } from './undici-client.js';

const root = path.resolve(import.meta.dirname, '..');
const outdir = path.join(root, 'dist');

/** Some libraries are CommonJS and ask for `require`, which an ES module has not. */
const commonJsBanner = `
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir);
const { metafile } = await esbuild.build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: ['src/main.ts', 'src/lambda.ts'],
  outdir,
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true, // and names stay: they make a bug's stack trace readable
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // libsql finds the native package of this machine by itself, from its own folder.
  external: ['pg-native', 'libsql'],
  // Its package prefers the CommonJS one, which is parsed twice.
  alias: { '@prisma/client/runtime/client': path.join(root, 'node_modules/@prisma/client/runtime/client.mjs') },
  banner: { js: commonJsBanner },
  legalComments: 'none', // all licences are in a file of their own
  plugins: [await queryPlans(outdir), undiciClient, ccxtExchanges, together],
  logLevel: 'warning',
});

writeFileSync(path.join(outdir, 'third-party-licenses.txt'), licensesOf(Object.keys(metafile.inputs)));

const man = execFileSync(process.execPath, [path.join(root, 'bin/crypto-bot.js'), 'man']);
writeFileSync(path.join(outdir, 'crypto-bot.1'), man);
