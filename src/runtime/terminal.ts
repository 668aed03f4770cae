import { usageError } from '../errors.js';

/** The program's two outputs: stdout has the report, stderr has the problems. */
export interface Terminal {
  readonly columns: number;
  /** Whether stdout can show colours, before the user is asked. */
  readonly colorful: boolean;
  /** Whether stdout is a terminal. */
  readonly interactive: boolean;
  /** Writes to stdout, waiting while its reader is slow. False once the reader has gone: then there is no
   * use in going on. Throws a usage CryptoBotError where it cannot be written. */
  print(text: string): Promise<boolean>;
  /** Shows how far the work is, where someone watches: replaces what it showed before on stderr, if that is a terminal. */
  progress(text: string): void;
  /** Writes one message to stderr. */
  complain(text: string): void;
}

const DEFAULT_COLUMNS = 80;

/** Makes an output fit for a terminal, whatever is in it. */
export type Clean = (output: string, mayHaveColors: boolean) => string;

export function openTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream, clean: Clean): Terminal {
  let gone = false;
  // Where the reader closes early (`| head -1`), the tick goes on, and the rest is not printed.
  stdout.on('error', () => {
    gone = true;
  });
  stderr.on('error', () => {});

  const colorful = stdout.isTTY === true && stdout.hasColors();
  return {
    columns: (stdout.isTTY && stdout.columns) || DEFAULT_COLUMNS,
    colorful,
    interactive: stdout.isTTY === true,
    print: async (text) => {
      if (gone) return false;
      const error = await new Promise<NodeJS.ErrnoException | null | undefined>(
        (resolve) => void stdout.write(clean(text, colorful), resolve),
      );
      if (error && error.code !== 'EPIPE')
        throw usageError(`the output cannot be written (${error.code}): check where it goes`);
      return !error;
    },
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${clean(text, false)}`);
    },
    complain: (text) => {
      stderr.write(`crypto-bot: ${clean(text, false)}\n`);
    },
  };
}
