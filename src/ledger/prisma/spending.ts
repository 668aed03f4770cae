/** The sums that caps are measured by, and what each coin was given. */
import { join, raw, sqltag as sql } from '@prisma/client/runtime/client';
import { dayOf, EVER, monthOf } from '../../core/calendar.js';
import type { Plan } from '../../core/decisions/decision.js';
import type { CoinSpending, Spending } from '../../core/limits/caps.js';
import { cashOf, enterPurchases } from '../../core/limits/cash.js';
import type { CoinId } from '../../core/model.js';
import { Decimal, sum, toExactString, ZERO } from '../../core/money.js';
import { sumByPeriod } from '../../core/order/cost.js';
import { expectedPositions } from '../../core/order/expected-positions.js';
import type { OrderRecord } from '../../core/order/order.js';
import type { Effects } from '../../core/order/transition.js';
import { addCashEntry, loadLatestCash } from './cash.js';
import type { Client, Database, Transaction } from './database/database.js';
import { insertRows } from './database/statements.js';
import { readPosition } from './holdings.js';
import { loadOpenOrders } from './orders.js';
import { amountReader, type Row } from './rows/rows.js';

/** Reads by key: as many rows as there are coins and periods at hand, however long the history. */
export async function loadSpending(
  client: Client | Transaction,
  at: Date,
  coins: readonly CoinId[],
): Promise<Spending> {
  const periods = await client.spending.findMany({ where: { period: { in: [dayOf(at), monthOf(at), EVER] } } });
  const rows = await client.coinSpending.findMany({ where: { coinId: { in: [...coins] } } });
  const positions = await client.position.findMany({ where: { coinId: { in: [...coins] } } });
  const openOrders = await loadOpenOrders(client);
  const latest = await loadLatestCash(client);
  const sumOf = (period: string) => {
    const row = periods.find((it) => it.period === period);
    return row ? amountReader('spending', period)('amount', row.amount) : ZERO;
  };
  return {
    day: sumOf(dayOf(at)),
    month: sumOf(monthOf(at)),
    total: sumOf(EVER),
    coins: new Map(
      rows.map(({ coinId, amount, carried, turns, lastBoughtAt }) => {
        const read = amountReader('coin_spending', coinId);
        return [
          coinId,
          {
            amount: read('amount', amount),
            carried: read('carried', carried),
            buysGiven: read('turns', turns),
            lastOrderedAt: lastBoughtAt,
          },
        ];
      }),
    ),
    cash: cashOf(latest),
    balance: null,
    positions: expectedPositions(
      positions.map(readPosition),
      openOrders.filter(({ coin }) => coins.includes(coin)),
    ),
    openOrders,
  };
}

/** By coin, where it is something. */
export async function loadCarried({ client, tables }: Database): Promise<ReadonlyMap<CoinId, Decimal>> {
  const rows = await client.$queryRaw<Pick<Row<'CoinSpending'>, 'coinId' | 'carried'>[]>`
    SELECT coin_id AS "coinId", carried FROM ${raw(tables)}coin_spending WHERE carried <> '0'`;
  return new Map(
    rows.map(({ coinId, carried }) => [coinId, amountReader('coin_spending', coinId)('carried', carried)]),
  );
}

/** Stores what a plan changes of the sums: nothing when it buys and carries nothing. */
export async function saveSpending(transaction: Transaction, plan: Plan, before: Spending): Promise<void> {
  const { spending, tick } = plan;
  const { startedAt } = tick;
  if (plan.orders.length > 0) {
    await savePeriods(transaction, [
      [dayOf(startedAt), spending.day],
      [monthOf(startedAt), spending.month],
      [EVER, spending.total],
    ]);
  }
  const changed = [...spending.coins].filter(([coin, it]) => it !== before.coins.get(coin));
  if (changed.length > 0) {
    const coinIds = changed.map(([coinId]) => coinId);
    await transaction.coinSpending.deleteMany({ where: { coinId: { in: coinIds } } });
    const rows = changed.map(([coin, own]) => coinSpendingRow(coin, own));
    await insertRows(transaction, 'coin_spending', rows);
  }
  const entry = enterPurchases(before.cash, plan);
  if (entry) await addCashEntry(transaction, entry);
}

export function coinSpendingRow(coin: CoinId, own: CoinSpending): Row<'CoinSpending'> {
  const { amount, carried, buysGiven, lastOrderedAt } = own;
  return {
    coinId: coin,
    amount: toExactString(amount),
    carried: toExactString(carried),
    turns: toExactString(buysGiven),
    lastBoughtAt: lastOrderedAt,
  };
}

/** What an order counts for more, or less, than before: in its periods, and for its coin. */
export async function addCommitments(
  transaction: Transaction,
  { coin }: Pick<OrderRecord, 'coin'>,
  { commitments, carriedBack }: Effects,
): Promise<void> {
  if (commitments.length === 0 && carriedBack.isZero()) return;
  const more = sumByPeriod(commitments);
  const rows = await transaction.spending.findMany({ where: { period: { in: [...more.keys()] } } });
  const before = new Map(
    rows.map(({ period, amount }) => [period, amountReader('spending', period)('amount', amount)]),
  );
  await savePeriods(
    transaction,
    [...more].map(([period, amount]) => [period, (before.get(period) ?? ZERO).plus(amount)]),
  );

  const own = await transaction.coinSpending.findUnique({ where: { coinId: coin } });
  if (!own) throw new Error(`nothing was promised for ${coin}`);
  const read = amountReader('coin_spending', coin);
  const amount = read('amount', own.amount).plus(sum(commitments.map((it) => it.amount)));
  const carried = Decimal.max(read('carried', own.carried).plus(carriedBack), ZERO); // it may be used up meanwhile
  await transaction.coinSpending.updateMany({
    where: { coinId: coin },
    data: { amount: toExactString(amount), carried: toExactString(carried) },
  });
}

async function savePeriods(transaction: Transaction, sums: readonly (readonly [string, Decimal])[]): Promise<void> {
  if (sums.length === 0) return;
  const rows = sums.map(([period, amount]) => sql`(${period}, ${toExactString(amount)})`);
  await transaction.$executeRaw`INSERT INTO spending (period, amount) VALUES ${join(rows)}
    ON CONFLICT (period) DO UPDATE SET amount = excluded.amount`;
}
