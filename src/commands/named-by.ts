import { CryptoBotError, configError } from '../errors.js';

/**
 * Opens a ledger that another option than --db names, such as --to. A refusal that advises to name another ledger says that
 * option, and is a config CryptoBotError; others pass.
 */
export async function namedBy<T>(option: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof CryptoBotError) || !error.message.includes(' with --db')) throw error;
    throw configError(error.message.replaceAll(' with --db', ` with ${option}`), { cause: error });
  }
}
