import { flag } from './input.js';

/** The option of commands that may begin a ledger. */
export const newLedger = flag(
  '--new-ledger',
  'take the ledger as it is, or begin one, though an earlier run saw another there',
);
