/**
 * npm run bench [-- --json] [-- --quick]: measures the built program as whole processes, on ledgers and a market of its own.
 * Each figure is taken in turn with what it is compared to, so that a machine that slows down slows down both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import './build.js';
import { makeLedger } from './bench/ledger.js';
import { startMarket } from './bench/market.js';
import { runProcess } from './bench/process.js';
import { renderReport } from './bench/report.js';
import { summarize } from './bench/statistics.js';

const NOW = '2026-11-22T22:21:12.951Z';
const MIB = 1024 ** 2;

const { values: flags } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
const pairs = flags.quick ? 5 : 20;
const manyTransactions = flags.quick ? 100_000 : 1_000_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'crypto-bot-bench-'));
const market = await startMarket(NOW);
try {
  const few = await makeLedger(path.join(folder, 'few'), 30, { now: NOW, market });
  const many = await makeLedger(path.join(folder, 'many'), manyTransactions, { now: NOW, market });
  market.beCheap();
  const report = { machine: describeMachine(), pairs, ratios: [], limits: [] };
  for (const comparison of comparisons(few, many)) report.ratios.push(await compare(comparison));
  report.limits = await measureLimits(few, many);
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
} finally {
  await market.close();
  rmSync(folder, { recursive: true, force: true });
}

function comparisons(few, many) {
  const program = path.resolve(import.meta.dirname, '../bin/crypto-bot.js');
  const node = { args: ['-e', '0'] };
  const crypto = (command, env = few) => ({ args: [program, ...command.split(' ')], env });
  const count = manyTransactions.toLocaleString('en');
  const versus = (command) => ({ measured: crypto(command, many), base: crypto(command) });
  return [
    { what: '--version', atMost: 1.5, measured: crypto('--version'), base: node },
    { what: '--help', atMost: 1.5, measured: crypto('--help'), base: node },
    { what: 'a usage error', atMost: 1.5, measured: crypto('run --tpo 3'), base: node, exitCode: 2 },
    { what: 'portfolio --offline', atMost: 3, measured: crypto('portfolio --offline'), base: node },
    { what: 'history --limit 20', atMost: 3, measured: crypto('history --limit 20'), base: node },
    { what: 'run, midnights cached', atMost: 4.5, measured: crypto('run'), base: node },
    { what: `portfolio --offline, ${count} : 30`, atMost: 1.1, ...versus('portfolio --offline') },
    {
      what: `history --coin bitcoin --limit 20, ${count} : 30`,
      atMost: 1.2,
      ...versus('history --coin bitcoin --limit 20'),
    },
    { what: `run, ${count} : 30`, atMost: 1.15, ...versus('run') },
  ];
}

async function compare({ what, atMost, measured, base, exitCode = 0 }) {
  const times = { measured: [], base: [] };
  const { code } = await runProcess(measured); // the first of each finds the disk's cache cold
  if (code !== exitCode) throw new Error(`${what} ended with ${code}`);
  await runProcess(base);
  for (let pair = 0; pair < pairs; pair++) {
    times.measured.push((await runProcess(measured)).durationMs);
    times.base.push((await runProcess(base)).durationMs);
  }
  const ratio = summarize(times.measured.map((time, pair) => time / times.base[pair]));
  return { what, atMost, measuredMs: summarize(times.measured), baseMs: summarize(times.base), ratio };
}

async function measureLimits(few, many) {
  const program = path.resolve(import.meta.dirname, '../bin/crypto-bot.js');
  const portfolio = await runProcess({ args: [program, 'portfolio', '--offline'], env: few }, { measureMemory: true });
  const csv = await runProcess({ args: [program, 'history', '--csv'], env: many }, { measureMemory: true });
  const count = manyTransactions.toLocaleString('en');
  return [
    { what: 'portfolio --offline, peak MB', atMost: 110, value: portfolio.peakBytes / MIB },
    { what: `history --csv of ${count}, peak MB`, atMost: 200, value: csv.peakBytes / MIB },
    { what: `history --csv of ${count}, first line after ms`, atMost: 1000, value: csv.firstOutputMs },
  ];
}

function describeMachine() {
  const [cpu] = os.cpus();
  return {
    node: process.version,
    system: `${os.type()} ${os.release()} ${process.arch}`,
    processors: `${os.availableParallelism()} x ${cpu?.model ?? 'unknown'}`,
    memoryMiB: Math.round(os.totalmem() / MIB),
  };
}
