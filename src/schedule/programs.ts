import { spawn } from 'node:child_process';

/** How a program of the system ended, and what it printed. */
export interface Done {
  /** Null when a signal has ended it, or its time was over. */
  readonly code: number | null;
  /** As it came, one character per byte. */
  readonly stdout: string;
  readonly stderr: string;
}

interface Invocation {
  /** Given on stdin, one byte per character. */
  readonly input?: string;
  /** Instead of our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Who runs it; this user where they are left out. */
  readonly uid?: number;
  readonly gid?: number;
}

const TIMEOUT_MS = 10_000;

/** Runs a program to its end; null when this machine has none of that name. */
export function runProgram(
  command: string,
  args: readonly string[],
  invocation: Invocation = {},
): Promise<Done | null> {
  const { input = '', timeoutMs = TIMEOUT_MS, ...options } = invocation;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, timeout: timeoutMs, stdio: 'pipe' });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('latin1').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => {}); // one that ends without reading it says why itself
    child.stdin.end(input, 'latin1');
    child.on('error', (error) => ('code' in error && error.code === 'ENOENT' ? resolve(null) : reject(error)));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The text of bytes that were read one character per byte. */
export function asText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

const MAX_WORDS = 300;

/** What a program said went wrong, in one line. */
export function complaintOf({ code, stderr, stdout }: Done): string {
  const words = (stderr.trim() || stdout.trim()).replaceAll(/\s+/g, ' ').slice(0, MAX_WORDS);
  return words || (code === null ? 'it did not end in time' : `exit ${code}`);
}
