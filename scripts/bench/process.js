import { spawn } from 'node:child_process';

/** What a process can be made to tell about itself at its end, to the reader of file descriptor 3; each costs time. */
const hooks = {
  memory: `import fs from 'node:fs';
    process.on('exit', () => fs.writeSync(3, String(process.resourceUsage().maxRSS * 1024)));`,
  // Where someone seems to watch, the program shows how far it is: "tick 500 of 4,018".
  progress: `import fs from 'node:fs';
    const seen = [];
    process.stderr.isTTY = true;
    process.stderr.write = (text) => {
      const [, done] = /tick ([\\d,]+) of/.exec(text) ?? [];
      if (done) seen.push([Number(done.replaceAll(',', '')), performance.now()]);
      return true;
    };
    process.on('exit', () => fs.writeSync(3, JSON.stringify(seen)));`,
};

/** What cron gives: no more of the environment of this process. */
const cronEnvironment = { PATH: '/usr/bin:/bin', SHELL: '/bin/sh', HOME: '/nonexistent', LOGNAME: 'nobody' };

/** @typedef {{ args: string[], env?: NodeJS.ProcessEnv }} Command what Node is given, and what is added to cron's environment */

/**
 * Runs Node to its end, reading and throwing away what it prints.
 *
 * @param {Command} command
 * @param {{ watch?: keyof typeof hooks }} [options]
 * @returns {Promise<{ durationMs: number, firstOutputMs: number, peakBytes: number, progress: [ticks: number, ms: number][],
 *   code: number | null }>} what was not watched is not there
 */
export function runProcess({ args, env = {} }, { watch } = {}) {
  const preload = watch ? ['--import', `data:text/javascript,${encodeURIComponent(hooks[watch])}`] : [];
  const started = performance.now();
  const child = spawn(process.execPath, [...preload, ...args], {
    env: { ...cronEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'ignore', watch ? 'pipe' : 'ignore'],
  });
  let [firstOutputMs, told] = [Number.NaN, ''];
  child.stdout.once('data', () => {
    firstOutputMs = performance.now() - started;
  });
  child.stdout.resume();
  child.stdio[3]?.on('data', (text) => {
    told += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const durationMs = performance.now() - started;
      const [peakBytes, progress] = [Number(told), watch === 'progress' ? JSON.parse(told) : []];
      resolve({ durationMs, firstOutputMs, peakBytes, progress, code });
    });
  });
}
