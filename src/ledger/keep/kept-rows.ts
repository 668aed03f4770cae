import type { Tick } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import type { Memory } from '../memory/memory.js';
import { cashRow } from '../prisma/cash.js';
import { cryptoRow, inSnakeCase } from '../prisma/database/statements.js';
import { positionRow } from '../prisma/holdings.js';
import { midnightKey, referring } from '../prisma/midnights.js';
import { decisionRow } from '../prisma/rows/decision-rows.js';
import { orderRow, transactionRow } from '../prisma/rows/order-rows.js';
import { policyOf, tickRow } from '../prisma/rows/tick-rows.js';
import { coinSpendingRow } from '../prisma/spending.js';

/** The rows of a table. They are made when they are asked for: a history is long. */
interface KeptTable {
  readonly count: number;
  /** As a JSON object by column. */
  readonly row: (place: number) => string;
}

/**
 * What a ledger in a database has, where all went on as it did in memory, by table. A backtest fetches no categories,
 * and has neither runs nor messages.
 */
export function keptRows(memory: Memory): Readonly<Record<string, KeptTable>> {
  const orders = [...memory.orders.values()];
  const fills = orders.flatMap((order) => order.fills.map((fill) => ({ order, fill })));
  const policies = new Map([...memory.plans].map(([id, { decisions }]) => [id, policyOf(decisions)]));
  const policyOfTick = ({ id }: Tick) => policies.get(id) ?? null;
  const decisions = [...memory.plans.values()].flatMap(({ tick, decisions }) =>
    decisions.map((decision) => ({ tick, decision })),
  );
  const midnights = memory.dailyPrices.all();
  const byKey = new Map(midnights.map((daily) => [midnightKey(daily), daily]));
  return {
    crypto: tableOf([...memory.coins.values()], ({ quote, belief }) => cryptoRow(quote, belief)),
    tick: tableOf([...memory.ticks.values()], (tick, place) => tickRow(tick, place + 1, policyOfTick(tick))),
    decision: tableOf(decisions, ({ tick, decision }) =>
      decisionRow(tick, referring(decision, byKey, null), policyOfTick(tick)),
    ),
    orders: tableOf(orders, orderRow),
    transaction_history: tableOf(fills, ({ order, fill }) => transactionRow(order, fill)),
    position: tableOf([...memory.positions.values()], positionRow),
    daily_price: tableOf(midnights, ({ coin, price, ...daily }) => ({
      ...daily,
      coinId: coin,
      price: toExactString(price),
    })),
    // Periods without a purchase have no row.
    spending: tableOf(
      [...memory.sums].filter(([, amount]) => !amount.isZero()),
      ([period, amount]) => ({ period, amount: toExactString(amount) }),
    ),
    coin_spending: tableOf([...memory.coinSums], ([coin, own]) => coinSpendingRow(coin, own)),
    cash_entry: tableOf(memory.cash, (entry, place) => cashRow(entry, place + 1)),
    setting: tableOf([...memory.settings], ([name, setting]) => ({ name, ...setting })),
    universe_member: tableOf(memory.members, (coinId) => ({ coinId })),
  };
}

/** A row by its columns, or by the names that the models have for them. */
type Fields = Readonly<Record<string, string | number | Date | null | undefined>>;

function tableOf<Thing>(things: readonly Thing[], fieldsOf: (thing: Thing, place: number) => Fields): KeptTable {
  const row = (place: number) => {
    const thing = things[place];
    if (thing === undefined) throw new Error(`there is no row ${place}`);
    const fields = Object.entries(fieldsOf(thing, place));
    return JSON.stringify(Object.fromEntries(fields.map(([name, value]) => [inSnakeCase(name), inJson(value)])));
  };
  return { count: things.length, row };
}

function inJson(value: Fields[string]): string | number | null {
  return value instanceof Date ? value.toISOString().replace('Z', '+00:00') : (value ?? null);
}
