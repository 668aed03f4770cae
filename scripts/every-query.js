/**
 * Runs the program's commands on a ledger of their own, and writes every query that Prisma's compiler is asked to plan to
 * the file that is named, as JSON. scripts/query-plans.js bundles and runs it; a new command's queries come with a line here.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { QueryCompiler } from '@prisma/client/runtime/query_compiler_small_bg.sqlite.mjs';
import { withOwnNames } from '../src/ledger/prisma/database/query-plans.ts';
import { main } from '../src/main.ts';
import { writeEveryOrder } from './every-order.js';

const queries = new Set();
const { compile } = QueryCompiler.prototype;
QueryCompiler.prototype.compile = function (query) {
  queries.add(withOwnNames(query));
  return compile.call(this, query);
};

/** A market that nobody serves. */
const SILENT = { COINGECKO_URL: 'http://127.0.0.1:9/', HTTP_RETRY_DELAY_SECONDS: '0.01' };

/**
 * From an empty ledger on: a tick that fails, a first purchase, a further one, a slot that is taken, all that reads, and
 * settings that stay set. Each has the exit code that it ends with where that is not 0.
 */
const commands = [
  ['2026-11-22T19:00:00Z', 'run', SILENT, 3],
  ['2026-11-22T19:00:00Z', 'why', {}],
  ['2026-11-22T19:00:00Z', 'orders', {}],
  ['2026-11-22T19:00:00Z', 'status', {}, 6],
  ['2026-11-22T19:00:00Z', 'metrics'],
  ['2026-11-22T20:00:00Z', 'run --market sample --top 10'],
  ['2026-11-22T21:00:00Z', 'run --market sample --top 10 --once-per hour'],
  ['2026-11-22T21:01:00Z', 'run --market sample --top 10 --once-per hour'],
  ['2026-11-22T21:02:00Z', 'run --market sample --top 10 --dry-run'],
  ['2026-11-22T22:00:00Z', 'portfolio'],
  ['2026-11-22T22:00:00Z', 'status', {}, 6],
  ['2026-11-22T22:00:00Z', 'metrics'],
  ['2026-11-22T22:00:00Z', 'history --coin btc --limit 20'],
  ['2026-11-22T22:00:00Z', 'why'],
  ['2026-11-22T22:00:00Z', 'why btc --last 5'],
  ['2026-11-22T22:00:00Z', 'cash --limit 5'],
  ['2026-11-22T22:00:00Z', 'orders'],
  ['2026-11-22T22:00:00Z', 'config check', { MARKET: 'sample' }],
  ['2026-11-22T22:00:00Z', 'orders cancel nothing', {}, 2],
  ['2026-11-22T22:00:00Z', 'orders resolve nothing --as never-sent', {}, 2],
  ['2026-11-22T22:00:00Z', 'cash deposit 1000000'],
  ['2026-11-22T23:00:00Z', 'run --market sample --top 10'],
  ['2026-11-22T23:00:00Z', 'cash withdraw 1'],
  [
    '2026-11-23T23:00:00Z',
    'run --market sample',
    { UNIVERSE_EXCLUDE_CATEGORIES: 'stablecoins', UNIVERSE_HYSTERESIS: '2' },
  ],
];

const [home, file] = process.argv.slice(2);
process.env = { CRYPTO_BOT_HOME: home };
// Each run of main listens anew to what ends a process.
for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);
for (const [now, command, settings = {}, expected = 0] of commands) {
  process.env.CRYPTO_BOT_NOW = now;
  for (const [name, value] of Object.entries(settings)) process.env[`CRYPTO_BOT_${name}`] = value;
  const exitCode = await main(command.split(' '));
  if (exitCode !== expected) throw new Error(`crypto-bot ${command} ended with ${exitCode}`);
}
await writeEveryOrder(pathToFileURL(path.join(home, 'crypto-bot.db')).href);
writeFileSync(file, JSON.stringify([...queries]));
