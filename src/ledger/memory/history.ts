import type { RecordedDecision } from '../../core/decisions/decision.js';
import type { Tick, Transaction } from '../../core/model.js';
import type { DecisionQuery, TransactionQuery } from '../ledger.js';
import { compare, knownQuote, type Memory } from './memory.js';

/** The port's streamTransactions. */
export async function* streamTransactions(
  memory: Memory,
  { coin, since, until, limit }: TransactionQuery,
): AsyncGenerator<Transaction> {
  const matching = memory.transactions.filter(
    (it) => (!coin || it.coin === coin) && (!since || it.at >= since) && (!until || it.at <= until),
  );
  matching.sort((a, b) => b.at.getTime() - a.at.getTime() || compare(b.id, a.id));
  for (const transaction of matching.slice(0, limit))
    yield { ...transaction, symbol: knownQuote(memory, transaction.coin).symbol };
}

/** The port's streamDecisions. */
export async function* streamDecisions(
  { plans, orders }: Memory,
  { coin, at, ticks }: DecisionQuery,
): AsyncGenerator<RecordedDecision> {
  const orderByDecision = new Map([...orders.values()].map((order) => [`${order.tickId} ${order.coin}`, order]));
  const matching = [...plans.values()]
    .map(({ tick, decisions }) => ({
      tick,
      decisions: decisions.filter((it) => coin === undefined || it.coin === coin),
    }))
    .filter(({ decisions }) => coin === undefined || decisions.length > 0)
    .filter(({ tick }) => !at || tick.startedAt <= at)
    .sort((a, b) => newestFirst(a.tick, b.tick));
  for (const { tick, decisions } of matching.slice(0, ticks))
    for (const decision of decisions.toSorted((a, b) => compare(a.coin, b.coin)))
      yield { tick, decision, order: orderByDecision.get(`${tick.id} ${decision.coin}`) ?? null };
}

function newestFirst(a: Tick, b: Tick): number {
  return b.startedAt.getTime() - a.startedAt.getTime() || compare(b.id, a.id);
}
