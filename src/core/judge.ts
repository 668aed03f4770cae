import type { Decision, Quote, Snapshot } from './model.js';
import { toExactString } from './money.js';
import { findDoubt, type Gate, type LastSeen } from './sanity.js';
import type { Strategy } from './strategies/strategy.js';

export interface Rule {
  readonly strategy: Strategy;
  readonly gate: Gate;
}

/** What the rule says of one coin, before anyone asks what it costs. A buy on data that is not believed is a skip. */
export function judge(quote: Quote, snapshot: Snapshot, { strategy, gate }: Rule): Decision {
  const { coin, symbol, price } = quote;
  const problem = snapshot.problems.find((it) => it.coin === coin);
  if (problem) return { coin, symbol, price, average: null, action: 'skip', reason: problem.problem, inputs: {} };

  const dailyPrices = snapshot.dailyPrices.get(coin) ?? [];
  const lastSeen = snapshot.lastSeen.get(coin) ?? null;
  const signal = strategy.evaluate({ quote, dailyPrices });
  const inputs = {
    price: toExactString(price),
    dailyPrices: dailyPrices.map((daily) => ({ day: daily.day, price: toExactString(daily.price) })),
    updatedAt: quote.updatedAt?.toISOString() ?? null,
    marketCapRank: quote.marketCapRank,
    lastSeen: lastSeen && recordLastSeen(lastSeen),
    gate: recordGate(gate),
  };
  const decision: Decision = { coin, symbol, price, inputs, ...signal };
  if (signal.action === 'hold') return decision;
  const doubt = findDoubt(quote, { now: snapshot.at, dailyPrices, lastSeen }, gate);
  return doubt === null ? decision : { ...decision, action: 'skip', reason: `not believed: ${doubt}` };
}

function recordLastSeen({ price, marketCapRank, at }: LastSeen) {
  return { price: toExactString(price), marketCapRank, at: at.toISOString() };
}

function recordGate({ maxQuoteAgeMs, maxJumpPercent, maxRankLeap }: Gate) {
  return { maxQuoteAgeMs, maxJumpPercent: maxJumpPercent && toExactString(maxJumpPercent), maxRankLeap };
}
