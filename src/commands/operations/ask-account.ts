import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeBroker } from '../../broker/exchange/exchange-broker.js';
import { LIVE, type Opening, parseLive } from '../../broker/live.js';
import { ZERO } from '../../core/money.js';
import type { AskedAccount, CoinBalance } from '../../core/status/facts.js';
import { brokerError, CryptoBotError } from '../../errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import { createDryRunLedger } from '../../ledger/memory/dry-run-ledger.js';
import type { Context } from '../context.js';

const LIMIT_MS = 5000;

/** Asks the exchange of the settings once what is in the account, and compares it with the ledger, which stays as it is. */
export async function askAccount(ledger: Ledger, { ports }: Context): Promise<AskedAccount> {
  try {
    const exchange = await ports.openExchange(createDryRunLedger(ledger));
    const { balances } = await inTime(exchange.account());
    const live = parseLive(await ledger.loadSetting(LIVE));
    if (live?.broker !== exchange.name) return { coins: [] }; // it was never turned on here
    const totals = new Map([...balances].map(([currency, { free, held }]) => [currency, free.plus(held)]));
    return { coins: await compare(ledger, exchange, live.opening, totals) };
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    return { problem: error.message };
  }
}

/** Counts differences from when live was turned on. What was in the account before is not looked at. */
async function compare(
  ledger: Ledger,
  exchange: ExchangeBroker,
  opening: Opening,
  totals: Opening['balances'],
): Promise<CoinBalance[]> {
  const holdings = await ledger.loadHoldings();
  return holdings.flatMap(({ coin, quantity }) => {
    const currency = exchange.currencyOf(coin);
    if (currency === null) return [];
    const bought = quantity.minus(opening.positions.get(coin) ?? ZERO);
    const expected = (opening.balances.get(currency) ?? ZERO).plus(bought);
    return [{ coin, expected, actual: totals.get(currency) ?? ZERO }];
  });
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  const done = new AbortController();
  const late = sleep(LIMIT_MS, null, { signal: done.signal }).then(() => {
    throw brokerError(`it had not answered after ${LIMIT_MS / 1000} s`, { retryable: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
    late.catch(() => {});
  }
}
