import { type Decimal, toExactString } from '../core/money.js';
import { type CryptoBotError, configError, usageError } from '../errors.js';
import type { Ledger, LedgerMarket } from './ledger.js';

/**
 * Throws a config CryptoBotError when the ledger's ticks are of another market or currency, or its cash is in another
 * currency: before anyone asks the market.
 */
export async function refuseOtherMarket(
  ledger: Pick<Ledger, 'loadMarket' | 'loadCash'>,
  asked: LedgerMarket,
): Promise<void> {
  const own = await ledger.loadMarket();
  if (own && !isSameMarket(own, asked)) throw otherMarketError(own, asked);
  const [cash] = own ? [] : await ledger.loadCash(1); // with ticks, it is in their currency
  if (cash && cash.quoteCurrency !== asked.quoteCurrency)
    throw otherCurrencyError(cash.quoteCurrency, asked.quoteCurrency);
}

export function isSameMarket(a: LedgerMarket, b: LedgerMarket): boolean {
  return a.market === b.market && a.quoteCurrency === b.quoteCurrency;
}

/** For a tick or cash in another currency than the ledger's ticks or its earlier cash. */
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
  if (own.market === other.market) return otherCurrencyError(own.quoteCurrency, other.quoteCurrency);
  return configError(
    `this ledger belongs to the market ${own.market} in ${own.quoteCurrency}, not ${other.market} in ${other.quoteCurrency}: ` +
      `run with --market ${own.market}, or name another ledger with --db`,
  );
}
