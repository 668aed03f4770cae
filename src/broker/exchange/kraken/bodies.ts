/** Kraken's bodies, as far as we read them: https://docs.kraken.com/exchange/api-reference. */
import * as v from 'valibot';
import { Decimal, ZERO } from '../../../core/money.js';
import type { Balance } from '../../../core/order/instrument.js';
import type { Holdings, Pair } from '../model.js';
import { amount, unixSeconds } from '../wire/json.js';
import { splitAsset, symbolOf } from './currencies.js';

export const time = v.pipe(
  v.object({ unixtime: unixSeconds }),
  v.transform(({ unixtime }) => unixtime),
);

const schedule = v.array(v.tuple([amount, amount]));

const assetPair = v.object({
  wsname: v.string(),
  base: v.string(),
  pair_decimals: amount,
  lot_decimals: amount,
  tick_size: v.optional(amount),
  ordermin: v.optional(amount),
  costmin: v.optional(amount),
  /** [volume from, percent], the dearest first. What has no fees of its own for makers has one fee for all. */
  fees: v.optional(schedule),
  fees_maker: v.fallback(v.optional(schedule), undefined),
  status: v.optional(v.string(), 'online'),
});

/** Those of the symbols that it lists. What is wrong with another pair spoils nothing. */
export function assetPairs(symbols: readonly string[]) {
  return v.pipe(
    v.record(v.string(), v.looseObject({ wsname: v.optional(v.string(), '') })),
    v.transform((pairs) =>
      Object.fromEntries(Object.entries(pairs).filter(([, { wsname }]) => symbols.includes(symbolOf(wsname)))),
    ),
    v.record(v.string(), assetPair),
    v.transform((pairs) => Object.entries(pairs).map(([id, pair]) => toPair(id, pair))),
  );
}

function toPair(id: string, pair: v.InferOutput<typeof assetPair>): Pair {
  return {
    symbol: symbolOf(pair.wsname),
    id,
    baseId: pair.base,
    coinName: null,
    step: unitOf(pair.lot_decimals),
    tick: pair.tick_size ?? unitOf(pair.pair_decimals),
    minimumQuantity: pair.ordermin ?? null,
    minimumNotional: pair.costmin ?? null,
    feeRate: dearestOf(pair.fees),
    makerFeeRate: dearestOf(pair.fees_maker ?? pair.fees),
    closed: pair.status === 'online' ? null : pair.status,
  };
}

/** As a part of 1. */
function dearestOf(fees: v.InferOutput<typeof schedule> = []): Decimal | null {
  const [dearest] = fees;
  return dearest ? dearest[1].div(100) : null;
}

function unitOf(decimals: Decimal): Decimal {
  return new Decimal(10).pow(decimals.negated());
}

/** By pair id, the best offer first; nobody offers at zero. */
export const tickers = v.record(v.string(), v.object({ a: v.tupleWithRest([amount], v.unknown()) }));

export const balances = v.pipe(
  v.record(v.string(), v.object({ balance: amount, hold_trade: v.optional(amount, '0') })),
  v.transform((assets): Holdings => {
    const balances = new Map<string, Balance>();
    for (const [asset, { balance, hold_trade }] of Object.entries(assets)) {
      const { currency, isBound } = splitAsset(asset);
      const { free, held } = balances.get(currency) ?? { free: ZERO, held: ZERO };
      const bound = isBound ? balance : hold_trade;
      balances.set(currency, { free: free.plus(balance).minus(bound), held: held.plus(bound) });
    }
    return { balances, feeRate: null, makerFeeRate: null };
  }),
);

export const keyInfo = v.object({ permissions: v.array(v.string()) });

const order = v.object({
  cl_ord_id: v.nullish(v.string()),
  status: v.picklist(['pending', 'open', 'closed', 'canceled', 'expired']),
  vol_exec: amount,
  oflags: v.optional(v.string(), ''),
  trades: v.optional(v.array(v.string()), []),
  /** Why it was cancelled. */
  reason: v.fallback(v.nullish(v.string(), null), null),
});
export type Order = v.InferOutput<typeof order>;
const orders = v.record(v.string(), order);

export const openOrders = v.pipe(
  v.object({ open: orders }),
  v.transform(({ open }) => open),
);
export const closedOrders = v.object({ closed: orders, count: v.optional(amount) });
export const queriedOrders = orders;

const trade = v.object({
  ordertxid: v.string(),
  pair: v.string(),
  time: unixSeconds,
  price: amount,
  vol: amount,
  fee: amount,
});
export const trades = v.record(v.string(), trade);
export const tradesHistory = v.object({ trades, count: v.optional(amount) });
