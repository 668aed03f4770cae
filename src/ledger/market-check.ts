import { type CryptoBotError, configError } from '../errors.js';
import type { LedgerMarket } from './ledger.js';

export function isSameMarket(a: LedgerMarket, b: LedgerMarket): boolean {
  return a.market === b.market && a.quoteCurrency === b.quoteCurrency;
}

/** For a tick from another market than the ledger's: its prices could not be compared with those it has. */
export function otherMarketError(own: LedgerMarket, other: LedgerMarket): CryptoBotError {
  return configError(
    `this ledger belongs to the market ${own.market} in ${own.quoteCurrency}, not ${other.market} in ${other.quoteCurrency}: ` +
      `run with --market ${own.market}, or name another ledger with --db`,
  );
}
