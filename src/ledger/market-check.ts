import { type Decimal, toExactString } from '../core/money.js';
import { type CryptoBotError, configError, usageError } from '../errors.js';
import type { LedgerMarket } from './ledger.js';

export function isSameMarket(a: LedgerMarket, b: LedgerMarket): boolean {
  return a.market === b.market && a.quoteCurrency === b.quoteCurrency;
}

/** For cash in another currency than the ledger's ticks or its earlier cash. */
export function otherCurrencyError(own: string, other: string): CryptoBotError {
  return configError(
    `this ledger is in ${own}, not ${other}: set quote_currency to ${own}, or name another ledger with --db`,
  );
}

/** For a withdrawal of more than is there. */
export function overdrawnError(balance: Decimal | null, amount: Decimal): CryptoBotError {
  const there = balance === null ? 'nothing was ever deposited' : `the cash balance is ${toExactString(balance)}`;
  return usageError(`${there}: ${toExactString(amount)} cannot be withdrawn`);
}

/** For a tick from another market than the ledger's: its prices could not be compared with those it has. */
export function otherMarketError(own: LedgerMarket, other: LedgerMarket): CryptoBotError {
  return configError(
    `this ledger belongs to the market ${own.market} in ${own.quoteCurrency}, not ${other.market} in ${other.quoteCurrency}: ` +
      `run with --market ${own.market}, or name another ledger with --db`,
  );
}
