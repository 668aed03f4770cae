import type { Decision, Quote, Snapshot } from './model.js';
import { toExactString } from './money.js';
import { findDoubt, type Gate, type LastSeen } from './sanity.js';
import type { Signal, Strategy } from './strategies/strategy.js';

export interface Rule {
  readonly strategy: Strategy;
  readonly gate: Gate;
}

/** A decision with what the rule said; the signal is null where it was not asked. */
export interface Judgement {
  readonly quote: Quote;
  readonly decision: Decision;
  readonly signal: Signal | null;
}

/** What the rule says of one coin, before anyone asks what it costs. A buy on data that is not believed is a skip. */
export function judge(quote: Quote, snapshot: Snapshot, { strategy, gate }: Rule): Judgement {
  const { coin, symbol, price } = quote;
  const problem = snapshot.problems.find((it) => it.coin === coin);
  if (problem) {
    const reason = problem.problem;
    return {
      quote,
      decision: { coin, symbol, price, average: null, action: 'skip', reason, inputs: {} },
      signal: null,
    };
  }

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
  const { action, average, reason } = signal;
  const decision: Decision = { coin, symbol, price, average, action, reason, inputs };
  if (action === 'hold') return { quote, decision, signal };
  const doubt = findDoubt(quote, { now: snapshot.at, dailyPrices, lastSeen }, gate);
  if (doubt === null) return { quote, decision, signal };
  return { quote, decision: { ...decision, action: 'skip', reason: `not believed: ${doubt}` }, signal };
}

function recordLastSeen({ price, marketCapRank, at }: LastSeen) {
  return { price: toExactString(price), marketCapRank, at: at.toISOString() };
}

function recordGate({ maxQuoteAgeMs, maxJumpPercent, maxRankLeap }: Gate) {
  return { maxQuoteAgeMs, maxJumpPercent: maxJumpPercent && toExactString(maxJumpPercent), maxRankLeap };
}
