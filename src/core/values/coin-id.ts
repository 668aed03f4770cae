import type { CoinId } from '../model.js';
import type { Kind } from './kind.js';

/** The id of a coin. It goes into paths, terminals and the ledger, so it is a plain word, and no path by itself. */
export const coinId: Kind<CoinId> = {
  expected: 'the id of a coin as the market spells it',
  example: 'bitcoin',
  parse: (text) => (/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(text) ? text : undefined),
  print: (id) => id,
};
