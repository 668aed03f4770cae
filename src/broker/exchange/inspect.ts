import type { CoinId } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import type { Balance } from '../../core/order/instrument.js';
import type { ExchangeApi } from './api.js';
import type { Holdings, Permissions } from './model.js';
import type { CheckedOrder, CheckSmallest } from './orders/check-order.js';
import { clockProblem } from './orders/guards.js';
import type { CoinPair } from './pairs/find-pairs.js';
import type { Connection } from './wire/connection.js';

/** What an account has, what its key may do, and what its exchange allows for some coins. */
export interface Inspection {
  /** The exchange's name in words. */
  readonly title: string;
  readonly sandbox: boolean;
  /** Why no order is sent by this machine's clock; null when it is near enough to the exchange's. */
  readonly clockProblem: string | null;
  readonly permissions: Permissions;
  /** By currency, such as BTC. */
  readonly balances: ReadonlyMap<string, Balance>;
  readonly pairs: readonly PairReport[];
}

export interface PairReport {
  readonly coin: CoinId;
  /** Such as BTC/USD; null where none is named or built in. */
  readonly symbol: string | null;
  readonly step: Decimal | null;
  readonly tick: Decimal | null;
  readonly minimumQuantity: Decimal | null;
  readonly minimumNotional: Decimal | null;
  /** The taker's and the maker's, as parts of 1; null where the exchange does not tell. */
  readonly feeRate: Decimal | null;
  readonly makerFeeRate: Decimal | null;
  /** The best offer; null where nobody offers. */
  readonly ask: Decimal | null;
  /** Why it cannot be bought; null when it can. */
  readonly problem: string | null;
  /** The smallest order, as the exchange has checked it; null where it was not asked to, or nobody offers. */
  readonly checked: CheckedOrder | null;
}

export async function inspect(
  api: ExchangeApi,
  connection: Connection,
  found: ReadonlyMap<CoinId, CoinPair>,
  { balances, ...ofAccount }: Holdings,
  check: CheckSmallest | null,
): Promise<Inspection> {
  const usable = [...found.values()].flatMap(({ pair }) => pair ?? []);
  const asks = usable.length > 0 ? await api.asks(connection, usable) : new Map<string, Decimal>();
  const pairs: PairReport[] = [];
  for (const [coin, { symbol, pair, problem }] of found) {
    const { step, tick, minimumQuantity, minimumNotional } = pair ?? NOTHING;
    const ask = (symbol !== null && asks.get(symbol)) || null;
    const checked = check && pair && ask ? await check(pair, ask) : null;
    const report = { coin, symbol, step, tick, minimumQuantity, minimumNotional, ask, problem, checked };
    const feeRate = pair && (pair.feeRate ?? ofAccount.feeRate);
    const makerFeeRate = pair && (pair.makerFeeRate ?? ofAccount.makerFeeRate);
    pairs.push({ ...report, feeRate, makerFeeRate });
  }
  const { title } = api;
  const clock = clockProblem(title, await connection.skewMs());
  const permissions = await api.permissions(connection);
  return { title, sandbox: connection.sandbox, clockProblem: clock, permissions, balances, pairs };
}

const NOTHING = { step: null, tick: null, minimumQuantity: null, minimumNotional: null };
