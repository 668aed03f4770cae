import type { Spending } from '../limits/caps.js';
import { findDoubt, type Gate } from '../limits/sanity.js';
import type { Sizing } from '../limits/sizing.js';
import type { MarketProblem, Quote } from '../model.js';
import { ZERO } from '../money.js';
import { termsOf } from '../order/instrument.js';
import { emptyPosition } from '../portfolio.js';
import type { Signal, Strategy } from '../strategies/strategy.js';
import type { Decision } from './decision.js';
import type { DecisionInputs } from './inputs.js';
import type { Snapshot } from './snapshot.js';

export interface Rule {
  readonly strategy: Strategy;
  readonly sizing: Sizing;
  readonly gate: Gate;
}

/** What the rule decides about one coin; `signal` is null where the strategy was not asked. */
export interface Evaluation {
  readonly quote: Quote;
  readonly decision: Decision;
  readonly signal: Signal | null;
}

/** The text of a problem without the name of its coin: a decision has the coin beside it. */
export function reasonOf({ coin, problem }: MarketProblem): string {
  const prefix = `${coin}: `;
  return problem.startsWith(prefix) ? problem.slice(prefix.length) : problem;
}

/** How many completed midnights a decision needs: those of the strategy, and at least one where jumps of the price are tested. */
export function midnightsNeeded({ strategy, gate }: Pick<Rule, 'strategy' | 'gate'>): number {
  return Math.max(strategy.midnights, gate.maxJumpPercent === null ? 0 : 1);
}

/** Applies the rule to one coin, before sizes and limits. A buy that rests on data which is not believed becomes a skip. */
export function evaluateCoin(
  quote: Quote,
  snapshot: Snapshot,
  { strategy, sizing, gate }: Rule,
  { positions }: Pick<Spending, 'positions'>,
): Evaluation {
  const { coin, symbol, price } = quote;
  const skip = (reason: string): Evaluation => {
    return {
      quote,
      decision: { coin, symbol, price, average: null, action: 'skip', reason, inputs: null },
      signal: null,
    };
  };
  const problem = snapshot.problems.find((it) => it.coin === coin);
  if (problem) return skip(reasonOf(problem));
  const terms = termsOf(snapshot.terms, coin);
  if ('unavailable' in terms) return skip(terms.unavailable);

  const view = {
    quote,
    dailyPrices: snapshot.dailyPrices.get(coin) ?? [],
    position: positions.get(coin) ?? emptyPosition(coin),
  };
  const lastSeen = snapshot.lastSeen.get(coin) ?? null;
  const { name, parameters } = strategy;
  const inputs: DecisionInputs = {
    strategy: name,
    parameters,
    sizing,
    gate,
    lastSeen,
    limits: [],
    carried: ZERO,
    terms,
    heldBack: null,
    ...view,
  };
  const midnights = view.dailyPrices.slice(Math.max(0, view.dailyPrices.length - strategy.midnights));
  const signal = strategy.evaluate({ ...view, dailyPrices: midnights });
  const { action, average, reason } = signal;
  const decision: Decision = { coin, symbol, price, average, action, reason, inputs };
  if (action === 'hold') return { quote, decision, signal };
  const doubt = findDoubt(quote, { now: snapshot.at, dailyPrices: view.dailyPrices, lastSeen }, gate);
  if (doubt === null) return { quote, decision, signal };
  return { quote, decision: { ...decision, action: 'skip', reason: `not believed: ${doubt}` }, signal };
}
