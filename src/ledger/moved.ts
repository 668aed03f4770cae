import type { CryptoBotError } from '../errors.js';
import { ledgerError } from '../errors.js';

/** The name of the ledger's setting: where it was moved to, as messages name the place. One that was not moved has none. */
export const MOVED_TO = 'moved_to';

/** For what would be written into a ledger that was moved: it would be bought twice, here and there. */
export function movedError(movedTo: string): CryptoBotError {
  return ledgerError(
    `this ledger was moved to ${movedTo}: name that one with database_url in the config file, or --db. ` +
      'If nothing has arrived there, say crypto-bot copy --move again',
  );
}
