import { CryptoBotError } from '../errors.js';
import type { Context } from './context.js';

/**
 * Prints what is recorded already. That it cannot be printed is a warning only: an exit code that says nothing was done
 * would have it done again.
 */
export async function printRecorded({ terminal, log }: Pick<Context, 'terminal' | 'log'>, text: string): Promise<void> {
  try {
    await terminal.print(text);
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    log.warn(`${error.message}; what was done is recorded`);
  }
}
