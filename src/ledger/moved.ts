import { type CryptoBotError, ledgerError } from '../errors.js';

/** The name of the ledger's setting: where it was moved to, as messages name the place. One that was not moved has none. */
export const MOVED_TO = 'moved_to';

/** The error of a write into a ledger that was moved. Runs go on in the other one; to write here, too, would buy twice. */
export function movedError(movedTo: string): CryptoBotError {
  return ledgerError(
    `this ledger was moved to ${movedTo}: name that one with database_url in the config file, or --db. ` +
      'If that one is empty, repeat crypto-bot copy --move',
  );
}
