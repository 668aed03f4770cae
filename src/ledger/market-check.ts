import { type CashEntry, type CashMove, cashOf } from '../core/limits/cash.js';
import { PRICE_FILE } from '../core/model.js';
import { toExactString } from '../core/money.js';
import { type CryptoBotError, configError, usageError } from '../errors.js';
import type { Ledger, LedgerMarket } from './ledger.js';
import { nameOf, orAnother } from './other-ledger.js';

/**
 * Throws a config CryptoBotError when the ledger's ticks are of another market or currency, or its cash is in another
 * currency: before anyone asks the market.
 */
export async function refuseOtherMarket(
  ledger: Pick<Ledger, 'place' | 'loadMarket' | 'loadCash'>,
  asked: LedgerMarket,
): Promise<void> {
  const own = await ledger.loadMarket();
  if (own && !isSameMarket(own, asked)) throw otherMarketError(own, asked, ledger.place);
  const [cash] = own ? [] : await ledger.loadCash(1); // with ticks, it is in their currency
  if (cash && cash.quoteCurrency !== asked.quoteCurrency)
    throw otherCurrencyError(cash.quoteCurrency, asked.quoteCurrency, ledger.place);
}

export function isSameMarket(a: LedgerMarket, b: LedgerMarket): boolean {
  return a.market === b.market && a.quoteCurrency === b.quoteCurrency;
}

/** For a tick or cash in another currency than the ledger's ticks or its earlier cash. `place` is where the ledger is. */
export function otherCurrencyError(own: string, other: string, place: string | null = null): CryptoBotError {
  return configError(
    `${nameOf(place)} is in ${own}, not ${other}: set quote_currency to ${own}, or ${orAnother(place, own)}`,
  );
}

/** For a withdrawal of more than is there, and the closing of an account that is not empty, or not open. */
export function refusedMoveError(latest: CashEntry | null, move: CashMove): CryptoBotError {
  const cash = cashOf(latest);
  const closed = latest === null ? 'nothing was ever deposited' : 'the paper account is closed';
  const there = cash === null ? closed : `the cash balance is ${toExactString(cash)}`;
  if (move.kind !== 'closing') return usageError(`${there}: ${toExactString(move.amount)} cannot be withdrawn`);
  const way = cash === null ? 'cash does not limit what is bought' : 'say cash close --all to withdraw it, too';
  return usageError(`${there}: ${way}`);
}

/** For a tick from another market than the ledger's: its prices could not be compared with those it has. */
export function otherMarketError(own: LedgerMarket, other: LedgerMarket, place: string | null = null): CryptoBotError {
  if (own.market === other.market) return otherCurrencyError(own.quoteCurrency, other.quoteCurrency, place);
  if (own.market === PRICE_FILE)
    return configError(`${nameOf(place)} is the ledger of a backtest: ${orAnother(place, own.market)}`);
  return configError(
    `${nameOf(place)} belongs to the market ${own.market} in ${own.quoteCurrency}, not ${other.market} in ${other.quoteCurrency}: ` +
      `run with --market ${own.market}, or ${orAnother(place, `${own.market}-${own.quoteCurrency}`)}`,
  );
}
