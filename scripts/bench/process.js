import { spawn } from 'node:child_process';

/** Reports the peak memory of the process it is loaded into, where the reader of file descriptor 3 listens. */
const hook = `import fs from 'node:fs';
  process.on('exit', () => fs.writeSync(3, String(process.resourceUsage().maxRSS * 1024)));`;
const preload = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];

/** What this process was started with, as for a command that is typed, but for the program's own settings. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(CRYPTO_BOT_|COINGECKO_|DATABASE_URL$)/.test(name)),
);

/**
 * Runs node to its end, reading and throwing away what it prints.
 *
 * @param {{ args: string[], env?: NodeJS.ProcessEnv }} command its own environment is added to the one of this process
 * @param {{ measureMemory?: boolean }} [options] memory costs time to measure
 * @returns {Promise<{ durationMs: number, firstOutputMs: number, peakBytes: number, code: number | null }>}
 */
export function runProcess({ args, env = {} }, { measureMemory = false } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, [...(measureMemory ? preload : []), ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'ignore', measureMemory ? 'pipe' : 'ignore'],
  });
  let [firstOutputMs, peak] = [Number.NaN, ''];
  child.stdout.once('data', () => {
    firstOutputMs = performance.now() - started;
  });
  child.stdout.resume();
  child.stdio[3]?.on('data', (text) => {
    peak += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ durationMs: performance.now() - started, firstOutputMs, peakBytes: Number(peak), code });
    });
  });
}
