import { CryptoBotError, exitCodes } from '../errors.js';
import type { Log } from '../runtime/log.js';
import type { Terminal } from '../runtime/terminal.js';

/**
 * Prints the result of work that is done. Gives the exit code: 0, or that of usage where it cannot be printed. The message then
 * says that the work is done, so that nobody does it again.
 */
export async function printRecorded(
  { terminal, log }: { readonly terminal: Pick<Terminal, 'print'>; readonly log: Pick<Log, 'warn'> },
  text: string,
): Promise<number> {
  try {
    await terminal.print(text);
    return 0;
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    log.warn(`done, but the report could not be written: ${error.message}`);
    return exitCodes[error.code];
  }
}
