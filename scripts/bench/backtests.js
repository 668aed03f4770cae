import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { compare, runInTurn, timeAndMemory } from './measure.js';
import { writePrices } from './prices.js';
import { runProcess } from './process.js';
import { summarize } from './statistics.js';

const program = path.resolve(import.meta.dirname, '../../bin/crypto-bot.js');
const grademark = path.join(import.meta.dirname, 'grademark');

/**
 * How long backtests take, and how much memory.
 *
 * @param {string} folder a new one
 * @param {number} pairs
 */
export async function* measureBacktests(folder, pairs) {
  const at = (name) => path.join(folder, name);
  const env = { CRYPTO_BOT_HOME: at('home') };
  const crypto = (...args) => ({ args: [program, ...args], env });
  writePrices(at('daily.csv'), { coins: 10, rows: 4018, hours: 24, since: '2014-01-01' });
  writePrices(at('hourly.csv'), { coins: 5, rows: 26_280, hours: 1, since: '2022-01-01' });
  const daily = ['backtest', '--prices', at('daily.csv'), '--top', '10'];
  const hourly = ['backtest', '--prices', at('hourly.csv'), '--top', '5'];
  const years = 'backtest of 11 years daily x 10 coins';

  yield* await timeAndMemory({ what: years, measured: crypto(...daily), atMostSeconds: 1.5, atMostMb: 150 }, pairs);
  yield await measureKept(crypto, daily, at, pairs);
  yield* await timeAndMemory(
    {
      what: 'backtest of 3 years hourly x 5 coins',
      measured: crypto(...hourly),
      atMostSeconds: 6,
      atMostMb: 250,
    },
    pairs,
  );
  yield await measureTenths(crypto(...hourly), pairs);
  yield await measureSweep(crypto, at('daily.csv'), pairs);
  yield await measureGrademark(crypto(...daily), at, pairs);
  yield* await measurePage(crypto, daily, at('page.html'), pairs);
}

/** Each run keeps a new ledger. */
async function measureKept(crypto, daily, at, pairs) {
  const times = [];
  for (let run = 0; run < pairs; run++) {
    const { durationMs, code } = await runProcess(crypto(...daily, '--keep', `file:${at('kept.db')}`));
    if (code !== 0) throw new Error(`backtest --keep ended with ${code}`);
    times.push(durationMs);
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(at(`kept.db${end}`), { force: true });
  }
  const measuredMs = summarize(times);
  return { what: 'the same with --keep', measuredMs, value: measuredMs.median / 1000, unit: 's', atMost: 12 };
}

/** A tick of the last tenth against one of the first, within one process; the first ticks of all are not compiled yet. */
async function measureTenths(command, pairs) {
  const ratios = [];
  for (let run = 0; run < pairs; run++) {
    const { progress, code } = await runProcess(command, { watch: 'progress' });
    if (code !== 0) throw new Error(`backtest ended with ${code}`);
    const tenth = Math.floor(progress.length / 10);
    const took = (from, to) => to[1] - from[1];
    ratios.push(took(progress.at(-1 - tenth), progress.at(-1)) / took(progress[0], progress[tenth]));
  }
  const spread = summarize(ratios);
  return { what: 'a tick of its last tenth : of its first', value: spread.median, spread, unit: 'times', atMost: 1.2 };
}

async function measureSweep(crypto, prices, pairs) {
  const rule = ['--param', 'window=5..14:1', '--param', 'margin=0..9:1'];
  const span = ['--coins', 'coin-0,coin-1,coin-2', '--since', '2023-01-01'];
  const sweep = (jobs) => crypto('sweep', '--prices', prices, ...span, ...rule, '--csv', '--jobs', jobs);
  const what = 'sweep of 100 combinations, with 2 jobs : with 1';
  return compare({ what, measured: sweep('2'), base: sweep('1'), atMost: 1 / 1.7 }, pairs);
}

/** grademark is installed beside the prices: its sources are not ours to check. */
async function measureGrademark(measured, at, pairs) {
  cpSync(grademark, at('grademark'), { recursive: true });
  const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', npm, { cwd: at('grademark'), stdio: 'ignore' });
  const base = { args: [at('grademark/run.js'), at('daily.csv')] };
  const { code } = await runProcess(base);
  if (code !== 0) throw new Error(`grademark ended with ${code}`);
  return compare({ what: 'backtest of 11 years : grademark, in floats', measured, base, atMost: 3 }, pairs);
}

async function measurePage(crypto, daily, page, pairs) {
  const pair = {
    what: 'backtest of 11 years with --html',
    measured: crypto(...daily, '--html', page),
    base: crypto(...daily),
  };
  const { measuredMs, baseMs } = await runInTurn(pair, pairs);
  const value = (measuredMs.median - baseMs.median) / 1000;
  return [
    { what: `${pair.what}, more`, measuredMs, baseMs, value, unit: 's', atMost: 1 },
    { what: 'its page', value: statSync(page).size / 1000, unit: 'KB', atMost: 300 },
  ];
}
