/** What AWS Lambda runs: see docs/deploy.md. Nothing of the program but types is imported here, so that its files stay as they are. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Terminal } from './runtime/terminal.js';

interface Event {
  /** The time of the schedule for which this is called, ISO 8601; without it, now. */
  readonly time?: unknown;
}

/** Only /tmp can be written there. */
const home = path.join(tmpdir(), 'crypto-bot');
const host = { name: 'AWS Lambda', home, settings: { oncePer: 'hour', logFile: '-' } };

/**
 * One tick, in the slot of the event's time, and what `run --json` prints as the answer. A second delivery of an event finds
 * its tick recorded, and one that comes after its slot makes none. Rejects with an error that is named after its code when
 * the exit code is neither 0 nor 3.
 */
export async function handler({ time }: Event = {}): Promise<unknown> {
  const { execute } = await import('./main.js');
  const due = time === undefined ? [] : ['--due', String(time)];
  const [printed, complaints]: [string[], string[]] = [[], []];
  const exitCode = await execute(['run', '--json', ...due], keeping(printed, complaints), host);
  const answer: unknown = JSON.parse(printed.join(''));
  if (exitCode === 0 || exitCode === 3) return answer;
  throw failure(exitCode, answer, complaints.at(-1) ?? '');
}

/** A terminal that nobody reads: what is printed becomes the answer, and problems go to the log of the function. */
function keeping(printed: string[], complaints: string[]): Terminal {
  return {
    columns: 80,
    colorful: false,
    interactive: false,
    print: async (text) => {
      printed.push(text);
      return true;
    },
    progress: () => {},
    complain: (text) => {
      complaints.push(text);
      process.stderr.write(`${text}\n`);
    },
  };
}

/** Secrets are masked in both texts. */
function failure(exitCode: number, answer: unknown, complaint: string): Error {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : `exit ${exitCode}`;
  return Object.assign(new Error(complaint), { name: String(code) });
}
