/**
 * npm run bench [-- --json] [-- --quick] [-- --only commands|backtests] [-- --against FOLDER]: measures the built program as
 * whole processes, on ledgers, prices and a market of its own. Each figure is taken in turn with what it is compared to.
 * FOLDER has another build of the program, which may not take less time.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import './build.js';
import { measureBacktests } from './bench/backtests.js';
import { measureAgainst, measureCommands } from './bench/commands.js';
import { makeLedger } from './bench/ledger.js';
import { startMarket } from './bench/market.js';
import { renderReport } from './bench/report.js';

const NOW = '2026-11-22T22:21:12.951Z';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    only: { type: 'string' },
    against: { type: 'string' },
  },
});
const pairs = flags.quick ? { commands: 5, backtests: 1 } : { commands: 20, backtests: 5 };
const count = flags.quick ? 100_000 : 1_000_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'crypto-bot-bench-'));
const market = await startMarket(NOW);
try {
  const rows = [];
  for await (const row of measureAll()) {
    rows.push(row);
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${row.what}`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const report = { machine: describeMachine(), pairs, rows };
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
} finally {
  await market.close();
  rmSync(folder, { recursive: true, force: true });
}

async function* measureAll() {
  const ledgerOf = (name, transactions) => makeLedger(path.join(folder, name), transactions, { now: NOW, market });
  if (flags.only !== 'backtests') {
    const [few, many] = [await ledgerOf('few', 30), await ledgerOf('many', count)];
    market.beCheap();
    yield* measureCommands({ few, many, count }, pairs.commands);
    if (flags.against !== undefined) yield* measureAgainst(flags.against, few, pairs.commands);
  }
  if (flags.only === 'commands') return;
  const prices = path.join(folder, 'backtests');
  mkdirSync(prices);
  yield* measureBacktests(prices, pairs.backtests);
}

function describeMachine() {
  const [cpu] = os.cpus();
  return {
    node: process.version,
    system: `${os.type()} ${os.release()} ${process.arch}`,
    processors: `${os.availableParallelism()} x ${cpu?.model ?? 'unknown'}`,
    memoryMiB: Math.round(os.totalmem() / 1024 ** 2),
  };
}
