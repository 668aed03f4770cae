/** Ticks, and the promise that makes one. */
import type { Plan } from '../../core/decisions/decision.js';
import type { Spending } from '../../core/limits/caps.js';
import type { Tick } from '../../core/model.js';
import { promiseOrder } from '../../core/order/order.js';
import { clientOrderIdOf } from '../client-order-id.js';
import type { LedgerMarket, Promised, Seen } from '../ledger.js';
import { isSameMarket, otherCurrencyError, otherMarketError } from '../market-check.js';
import { PRUNED_BEFORE } from '../pruned.js';
import type { Records } from '../records.js';
import { loadLatestCash } from './cash.js';
import type { Client, Transaction } from './database/database.js';
import { insertRows, saveQuotes } from './database/statements.js';
import { loadMidnights, referring, saveDailyPrices } from './midnights.js';
import { loadOpenOrders } from './orders.js';
import { saveRecords } from './records.js';
import { decisionRow, readDecision } from './rows/decision-rows.js';
import { orderRow } from './rows/order-rows.js';
import type { Row } from './rows/rows.js';
import { policyOf, readPolicy, readTick, tickRow } from './rows/tick-rows.js';
import { loadSetting } from './settings.js';
import { loadSpending, saveSpending } from './spending.js';
import { saveUniverse } from './universe.js';

export function loadMarket(client: Client | Transaction): Promise<LedgerMarket | null> {
  return client.tick.findFirst({ select: { market: true, quoteCurrency: true } });
}

export async function loadTickOfSlot(client: Client | Transaction, slot: string): Promise<Tick | null> {
  const row = await client.tick.findUnique({ where: { slot } });
  return row && readTick(row);
}

/** What a tick writes when it is begun. */
interface Beginning {
  readonly tick: Tick;
  readonly seen: Seen;
  readonly plan: (before: Spending) => Plan & { readonly records?: Records };
  readonly promisedAt: Date;
}

export async function beginTick(
  transaction: Transaction,
  { tick, seen, plan, promisedAt }: Beginning,
): Promise<Promised | { readonly earlier: Tick }> {
  const own = await loadMarket(transaction);
  if (own && !isSameMarket(own, tick)) throw otherMarketError(own, tick);

  const begun = await transaction.tick.findUnique({ where: { id: tick.id }, select: { id: true, policy: true } });
  if (begun) return loadPromised(transaction, begun);
  const earlier = tick.slot === null ? null : await loadTickOfSlot(transaction, tick.slot);
  if (earlier) return { earlier };

  const cash = await loadLatestCash(transaction);
  if (cash && cash.quoteCurrency !== tick.quoteCurrency)
    throw otherCurrencyError(cash.quoteCurrency, tick.quoteCurrency);

  const coins = seen.quotes.map((quote) => quote.coin);
  const before = await loadSpending(transaction, tick.startedAt, coins);
  const planned = plan(before);
  const orders = planned.orders.map((order) =>
    promiseOrder(order, { clientOrderId: clientOrderIdOf(order.id), promisedAt }),
  );
  await saveQuotes(transaction, seen);
  const midnights = await saveDailyPrices(transaction, seen.fetchedDailyPrices);
  await saveUniverse(transaction, seen);
  await saveSpending(transaction, planned, before);
  const policy = policyOf(planned.decisions);
  await transaction.tick.createMany({ data: tickRow(tick, await nextSequence(transaction), policy) });
  const prunedBefore = await loadSetting(transaction, PRUNED_BEFORE);
  const decisionRows = planned.decisions.map((decision) =>
    decisionRow(tick, referring(decision, midnights, prunedBefore), policy),
  );
  await insertRows(transaction, 'decision', decisionRows);
  await insertRows(transaction, 'orders', orders.map(orderRow));
  await saveRecords(transaction, planned.records ?? {});
  return { decisions: planned.decisions, orders };
}

/** A tick that is begun already, as it was promised. */
async function loadPromised(transaction: Transaction, tick: Pick<Row<'Tick'>, 'id' | 'policy'>): Promise<Promised> {
  const decisions = await transaction.decision.findMany({ where: { tickId: tick.id } });
  const policy = readPolicy(tick);
  const midnights = await loadMidnights(transaction, decisions);
  return {
    decisions: decisions.map((row) => readDecision(row, policy, midnights)),
    orders: await loadOpenOrders(transaction, tick.id),
  };
}

/** Writers take turns, so no other can give the same number. */
async function nextSequence(transaction: Transaction): Promise<number> {
  const latest = await transaction.tick.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } });
  return (latest?.sequence ?? 0) + 1;
}
