/** The sums that caps are measured by, the coins' turns, and the paper account, in a database. */
import { join, sqltag as sql } from '@prisma/client/runtime/client';
import { dayOf, EVER, monthOf } from '../../core/calendar.js';
import type { Plan } from '../../core/decisions/decision.js';
import type { Spending } from '../../core/limits/caps.js';
import { type CashEntry, enterPurchases } from '../../core/limits/cash.js';
import type { CoinId, Order } from '../../core/model.js';
import { toExactString, ZERO } from '../../core/money.js';
import { withPromised } from '../../core/portfolio.js';
import type { Client, Transaction } from './database.js';
import { loadOpenOrders } from './orders.js';
import { amountReader, readCashEntry, readPosition } from './rows.js';
import { insertRows } from './statements.js';

/** Reads by key: as many rows as there are coins and periods at hand, however long the history. */
export async function loadSpending(
  client: Client | Transaction,
  at: Date,
  coins: readonly CoinId[],
): Promise<Spending> {
  const periods = await client.spending.findMany({ where: { period: { in: [dayOf(at), monthOf(at), EVER] } } });
  const rows = await client.coinSpending.findMany({ where: { coinId: { in: [...coins] } } });
  const positions = await client.position.findMany({ where: { coinId: { in: [...coins] } } });
  const promised = await loadOpenOrders(client);
  const isWanted = ({ coin }: Order) => coins.includes(coin);
  const [latest] = await loadCash(client, 1);
  const sumOf = (period: string) => {
    const row = periods.find((it) => it.period === period);
    return row ? amountReader('spending', period)('amount', row.amount) : ZERO;
  };
  return {
    day: sumOf(dayOf(at)),
    month: sumOf(monthOf(at)),
    total: sumOf(EVER),
    coins: new Map(
      rows.map(({ coinId, amount, carried, lastBoughtAt: lastTurnAt, lastCutAt }) => {
        const read = amountReader('coin_spending', coinId);
        return [coinId, { amount: read('amount', amount), carried: read('carried', carried), lastTurnAt, lastCutAt }];
      }),
    ),
    cash: latest?.balance ?? null,
    positions: withPromised(positions.map(readPosition), promised.filter(isWanted)),
  };
}

/** Stores what a plan changes of the sums: nothing when it buys and carries nothing. */
export async function saveSpending(transaction: Transaction, plan: Plan, before: Spending): Promise<void> {
  const { spending, tick } = plan;
  const { startedAt } = tick;
  if (plan.orders.length > 0) {
    const periods = [
      sql`(${dayOf(startedAt)}, ${toExactString(spending.day)})`,
      sql`(${monthOf(startedAt)}, ${toExactString(spending.month)})`,
      sql`(${EVER}, ${toExactString(spending.total)})`,
    ];
    await transaction.$executeRaw`INSERT INTO spending (period, amount) VALUES ${join(periods)}
      ON CONFLICT (period) DO UPDATE SET amount = excluded.amount`;
  }
  const changed = [...spending.coins].filter(([coin, it]) => it !== before.coins.get(coin));
  if (changed.length > 0) {
    const coinIds = changed.map(([coinId]) => coinId);
    await transaction.coinSpending.deleteMany({ where: { coinId: { in: coinIds } } });
    const rows = changed.map(([coinId, { amount, carried, lastTurnAt, lastCutAt }]) => ({
      coinId,
      amount: toExactString(amount),
      carried: toExactString(carried),
      lastBoughtAt: lastTurnAt,
      lastCutAt,
    }));
    await insertRows(transaction, 'coin_spending', rows);
  }
  const entry = enterPurchases(before.cash, plan);
  if (entry) await addCashEntry(transaction, entry);
}

export async function loadCash(client: Client | Transaction, limit: number): Promise<CashEntry[]> {
  const rows = await client.cashEntry.findMany({ orderBy: { sequence: 'desc' }, take: limit });
  return rows.map(readCashEntry);
}

/** Writers take turns, so no other can add the same number. */
export async function addCashEntry(transaction: Transaction, entry: CashEntry): Promise<void> {
  const latest = await transaction.cashEntry.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } });
  const { amount, balance, ...rest } = entry;
  const sequence = (latest?.sequence ?? 0) + 1;
  await transaction.cashEntry.createMany({
    data: { ...rest, sequence, amount: toExactString(amount), balance: toExactString(balance) },
  });
}
