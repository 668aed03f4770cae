/** Plans the program's database queries while it is built: see docs/build.md. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as esbuild from 'esbuild';
import { loadCompiler } from './load-compiler.js';

const root = path.resolve(import.meta.dirname, '..');

/** What each provider's plans are for. Another schema than "public" takes its place when a plan is used. */
const connections = {
  sqlite: { provider: 'sqlite', connectionInfo: { supportsRelationJoins: false } },
  postgresql: { provider: 'postgres', connectionInfo: { schemaName: 'public', supportsRelationJoins: true } },
};

/**
 * An esbuild plugin that puts plans in the place of Prisma's query compiler, and ships the compiler's WebAssembly as a file
 * beside the bundle, for the queries that have none.
 *
 * @param {string} outdir
 */
export async function queryPlans(outdir) {
  const queries = recordQueries();
  const modules = {};
  for (const [database, { provider, connectionInfo }] of Object.entries(connections)) {
    const name = `query_compiler_small_bg.${database}`;
    const glue = `@prisma/client/runtime/${name}.mjs`;
    const wasm = path.join(root, 'node_modules/prisma/build', `${name}.wasm`);
    const Compiler = loadCompiler(await import(glue), wasm);
    const compiler = new Compiler({ datamodel: readModels(database), provider, connectionInfo });
    const plans = Object.fromEntries(queries.map((query) => [query, asJson(compiler.compile(query))]));
    copyFileSync(wasm, path.join(outdir, `${name}.wasm`));
    modules[name] = `
      import * as runtime from '${glue}';
      import { loadCompiler } from './scripts/load-compiler.js';
      import { precompiled } from './src/ledger/prisma/database/query-plans.ts';
      const load = () => loadCompiler(runtime, new URL('./${name}.wasm', import.meta.url));
      export const QueryCompiler = precompiled(${JSON.stringify({ connectionInfo, plans })}, load);
      export const __wbg_set_wasm = () => {};
      export const wasm = '${NO_COMPILER}';`;
  }
  return {
    name: 'query-plans',
    setup(build) {
      build.onResolve({ filter: /^query_compiler_small_bg/ }, ({ path: name }) => ({ path: name, namespace: 'plans' }));
      build.onLoad({ filter: /.*/, namespace: 'plans' }, ({ path: name }) => ({
        contents: modules[name],
        resolveDir: root,
      }));
      // Prisma's client imports a compiler and its WebAssembly when it is first used: files that cost time, and are needed always.
      build.onLoad({ filter: /generated.(sqlite|postgresql).internal.class\.ts$/ }, ({ path: file }) => {
        const client = readFileSync(file, 'utf8');
        const imported = /await import\("@prisma[^"]*(query_compiler[^"]*?)(\.wasm-base64)?\.mjs"\)/g;
        const [[, name] = [], ...others] = client.matchAll(imported);
        if (others.length !== 1) throw new Error(`Prisma imports its compiler otherwise than before: see ${file}`);
        return { contents: `import * as plans from '${name}';${client.replaceAll(imported, 'plans')}`, loader: 'ts' };
      });
    },
  };
}

/** Prisma starts a compiler of its own accord: this is (module (func (export "__wbindgen_start"))), which does nothing. */
const NO_COMPILER = 'AGFzbQEAAAABBAFgAAADAgEABxQBEF9fd2JpbmRnZW5fc3RhcnQAAAoEAQIACw==';

/** Runs scripts/every-query.js, in the folder where what it imports is found. */
function recordQueries() {
  const folder = mkdtempSync(path.join(root, 'node_modules/.crypto-bot-'));
  try {
    const [script, recorded] = [path.join(folder, 'every-query.mjs'), path.join(folder, 'queries.json')];
    const entryPoints = ['scripts/every-query.js'];
    const target = { platform: 'node', format: 'esm', packages: 'external' };
    esbuild.buildSync({ absWorkingDir: root, entryPoints, outfile: script, bundle: true, ...target });
    execFileSync(process.execPath, [script, folder, recorded], { stdio: ['ignore', 'ignore', 'pipe'] });
    return JSON.parse(readFileSync(recorded, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The models as the generated client hands them to the compiler.
 *
 * @param {string} database
 */
function readModels(database) {
  const client = readFileSync(path.join(root, 'src/generated', database, 'internal/class.ts'), 'utf8');
  return JSON.parse(/"inlineSchema": ("(?:\\.|[^"\\])*")/.exec(client)[1]);
}

/** @param {unknown} plan */
function asJson(plan) {
  const json = JSON.stringify(plan);
  if (!isDeepStrictEqual(JSON.parse(json), plan)) throw new Error(`this plan is more than JSON: ${json}`);
  return json;
}
