import type { Decision, Order, Plan, Quote, Snapshot, Tick } from './model.js';
import { ZERO } from './money.js';
import { emptyPosition } from './portfolio.js';
import { type Sizing, sizeOrder } from './sizing.js';
import type { Strategy } from './strategies/strategy.js';

/** What to buy and how much of it. */
export interface Policy {
  readonly strategy: Strategy;
  readonly sizing: Sizing;
}

/** Decides every coin of the snapshot. Pure: the same snapshot and policy give the same plan. */
export function makePlan(tick: Tick, snapshot: Snapshot, policy: Policy): Plan {
  const judged = snapshot.quotes.map((quote) => judge(tick, quote, snapshot, policy));
  const seen = new Set(snapshot.quotes.map((quote) => quote.coin));
  const skipped = snapshot.problems.flatMap(({ coin, symbol, problem }): Decision[] => {
    // A row too broken to name its coin has no decision, and a coin has one, whatever else is wrong with it.
    if (coin === null || seen.has(coin)) return [];
    seen.add(coin);
    return [
      { coin, symbol: symbol ?? coin, price: null, average: null, action: 'skip', reason: problem, inputs: null },
    ];
  });
  return {
    tick,
    decisions: [...judged.map((it) => it.decision), ...skipped],
    orders: judged.flatMap((it) => it.order ?? []),
  };
}

function judge(tick: Tick, quote: Quote, snapshot: Snapshot, policy: Policy): { decision: Decision; order?: Order } {
  const { coin, symbol, price } = quote;
  const problem = snapshot.problems.find((it) => it.coin === coin);
  if (problem)
    return { decision: { coin, symbol, price, average: null, action: 'skip', reason: problem.problem, inputs: null } };

  const dailyPrices = snapshot.dailyPrices.get(coin) ?? [];
  const view = { quote, dailyPrices, position: snapshot.positions.get(coin) ?? emptyPosition(coin) };
  const { name: rule, parameters } = policy.strategy;
  const inputs = { ...view, strategy: rule, parameters, sizing: policy.sizing };
  const signal = policy.strategy.evaluate(view);
  const { action, reason, average } = signal;
  if (action === 'hold') return { decision: { coin, symbol, price, average, action, reason, inputs } };

  const { quantity, note } = sizeOrder({ sizing: policy.sizing, signal, symbol, price, carried: ZERO });
  if (quantity.isZero()) {
    const refusal = `${reason}, but ${note}`;
    return { decision: { coin, symbol, price, average, action: 'hold', reason: refusal, inputs } };
  }
  const noted = note === null ? reason : `${reason}, ${note}`;
  const decision: Decision = { coin, symbol, price, average, action, reason: noted, inputs };
  const order: Order = {
    id: `${tick.id}-${coin}`,
    tickId: tick.id,
    coin,
    side: 'buy',
    quantity,
    price,
    createdAt: tick.startedAt,
  };
  return { decision, order };
}
