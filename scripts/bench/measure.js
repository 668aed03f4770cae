import { runProcess } from './process.js';
import { summarize } from './statistics.js';

/** The floor of every start: a Node that does nothing. */
export const bareNode = { args: ['-e', '0'] };

/**
 * Runs two commands in turn, so that a machine that slows down slows down both.
 *
 * @param {{ what: string, measured: import('./process.js').Command, base: import('./process.js').Command, exitCode?: number }} pair
 * @param {number} pairs how many times
 */
export async function runInTurn({ what, measured, base, exitCode = 0 }, pairs) {
  const times = { measured: [], base: [] };
  const { code } = await runProcess(measured); // the first of each finds the disk's cache cold
  if (code !== exitCode) throw new Error(`${what} ended with ${code}`);
  await runProcess(base);
  for (let pair = 0; pair < pairs; pair++) {
    times.measured.push((await runProcess(measured)).durationMs);
    times.base.push((await runProcess(base)).durationMs);
  }
  return {
    measuredMs: summarize(times.measured),
    baseMs: summarize(times.base),
    ratio: summarize(times.measured.map((time, pair) => time / times.base[pair])),
  };
}

/** How many times as long as another command one takes. */
export async function compare({ atMost, ...pair }, pairs) {
  const { measuredMs, baseMs, ratio } = await runInTurn(pair, pairs);
  return { what: pair.what, measuredMs, baseMs, value: ratio.median, spread: ratio, unit: 'times', atMost };
}

/** How long a command takes, beside a bare Node; and how much memory. */
export async function timeAndMemory({ what, measured, atMostSeconds, atMostMb }, pairs) {
  const { measuredMs, baseMs } = await runInTurn({ what, measured, base: bareNode }, pairs);
  const time = { what, measuredMs, baseMs, value: measuredMs.median / 1000, unit: 's', atMost: atMostSeconds };
  return atMostMb === undefined ? [time] : [time, await memory({ what, measured, atMostMb })];
}

export async function memory({ what, measured, atMostMb }) {
  const { peakBytes } = await runProcess(measured, { watch: 'memory' });
  return { what: `${what}, peak`, value: peakBytes / 1024 ** 2, unit: 'MB', atMost: atMostMb };
}
