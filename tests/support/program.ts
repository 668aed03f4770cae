import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { testedProgram } from './tested-program.js';

export interface Outcome {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the built program as cron would: nothing in the environment but what is given, and a folder not its own. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdout: 'pipe' | number = 'pipe',
): Running {
  const child = spawn(process.execPath, [testedProgram, ...args], {
    env,
    cwd: tmpdir(),
    stdio: ['ignore', stdout, 'pipe'],
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    let [printed, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout: printed, stderr: withoutReplay(stderr) }));
  });
  return { child, outcome };
}

/** Every run of a scene's time says which one it is: the test of that is in tests/commands/hints.test.ts. */
export function withoutReplay(stderr: string): string {
  return stderr.replace(/^crypto-bot: (warning: )?CRYPTO_BOT_NOW is set(: this run|, \d+ days?) .*\n/gm, '');
}

/** Runs the built program to its end. */
export function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  return start(args, env).outcome;
}
