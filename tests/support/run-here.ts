import path from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { printable } from '../../src/core/values/text.js';
import { openTerminal } from '../../src/runtime/terminal.js';
import { type Outcome, withoutReplay } from './program.js';
import { testedProgram } from './tested-program.js';

type Main = typeof import('../../src/main.js');

/** The built program, which is loaded once for a file of tests. */
const program: Promise<Main> = inEnvironment(
  {},
  () => import(pathToFileURL(path.resolve(testedProgram, '../../dist/main.js')).href),
);

let latest: Promise<unknown> = program;

/**
 * Runs the built program to its end in this process, which takes a tenth of the time of a process of its own. One run at a
 * time, since the environment is the whole process's. Where a process is the point (signals, runs at once, what Node does
 * before the program, how it ends), `run` of program.ts starts one.
 */
export function runHere(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  const outcome = latest.then(() => inEnvironment(env, () => execute(args)));
  latest = outcome.catch(() => undefined);
  return outcome;
}

async function execute(args: readonly string[]): Promise<Outcome> {
  const [stdout, stderr] = [new Gathered(), new Gathered()];
  const terminal = openTerminal(stdout.asOutput(), stderr.asOutput(), printable);
  const code = await (await program).execute(args, terminal);
  return { code, signal: null, stdout: stdout.text, stderr: withoutReplay(stderr.text) };
}

/** An output that is no terminal, and keeps what is written. */
class Gathered extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  asOutput(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}

/** Does some work with nothing in the environment but what is given. */
async function inEnvironment<Value>(env: Readonly<Record<string, string>>, work: () => Promise<Value>): Promise<Value> {
  const before = { ...process.env };
  replaceEnvironment(env);
  try {
    return await work();
  } finally {
    replaceEnvironment(before);
  }
}

function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
}
