import { headroomsFor, type Limit, type Spending, spendingOf } from '../limits/caps.js';
import type { CoinId, Tick } from '../model.js';
import { type Decimal, sum, ZERO } from '../money.js';
import { boundBy } from '../order/cost.js';
import { heldBackByOrder } from '../order/permit.js';
import { allocate, type Budget, type Candidate } from './budget.js';
import type { Decision, Plan } from './decision.js';
import { evaluateCoin, type Rule, reasonOf } from './evaluate.js';
import type { Snapshot } from './snapshot.js';

/** What to buy, how much of it, and within which limits. */
export interface Policy extends Rule, Budget {}

interface MadePlan extends Plan {
  /** The limits of which a coin that was to be bought got nothing. */
  readonly refusedBy: ReadonlySet<Limit>;
}

/**
 * Decides every coin of the snapshot. Pure: the same snapshot, policy and spending give the same plan, so that it can be
 * made, and made again, inside the transaction that promises it.
 */
export function makePlan(tick: Tick, snapshot: Snapshot, policy: Policy, known: Spending): MadePlan {
  const before = { ...known, balance: balanceOf(snapshot, known) };
  const evaluations = snapshot.quotes.map((quote) => evaluateCoin(quote, snapshot, policy, before));
  const candidates = evaluations.flatMap(({ quote, decision, signal }): Candidate[] => {
    if (decision.action !== 'buy' || !signal || !decision.inputs) return [];
    return [
      { quote, decision, signal, terms: decision.inputs.terms, heldBack: heldBackBy(quote.coin, snapshot, before) },
    ];
  });
  const { outcomes, spending, refusedBy } = allocate(tick, candidates, policy, before);
  const decided = evaluations.map(
    ({ decision }) => outcomes.get(decision.coin)?.decision ?? withHeadroom(decision, policy, before),
  );
  return {
    tick,
    decisions: [...decided, ...skipped(snapshot)],
    orders: evaluations.flatMap(({ quote }) => outcomes.get(quote.coin)?.order ?? []),
    spending,
    refusedBy,
  };
}

/** The free balance of the broker's account, less what orders may cost that the broker may not know yet. */
function balanceOf({ spendable }: Snapshot, { openOrders }: Spending): Decimal | null {
  const unknown = openOrders.filter(({ status }) => status === 'promised' || status === 'sending');
  return spendable?.minus(sum(unknown.map(boundBy))) ?? null;
}

/** Why no order of a coin is sent now: another one is in sending, or the broker must not be used. Null when one may be sent. */
function heldBackBy(coin: CoinId, { heldBack }: Snapshot, { openOrders }: Spending): string | null {
  const sending = openOrders.find((order) => order.coin === coin && order.status === 'sending');
  return sending ? heldBackByOrder(sending.id) : heldBack;
}

/** Adds to the inputs of a coin that is not bought what the limits had left when the tick began, so that it can be decided again. */
function withHeadroom(decision: Decision, { caps }: Policy, before: Spending): Decision {
  const { coin, inputs } = decision;
  if (!inputs) return decision;
  const limits = headroomsFor(coin, caps, before, ZERO, null);
  return { ...decision, inputs: { ...inputs, limits, carried: spendingOf(before, coin).carried } };
}

/** The coins without a quote, or without a place: each has one decision, whatever else is wrong with it. */
function skipped({ quotes, problems, leftOut }: Snapshot): Decision[] {
  const seen = new Set(quotes.map((quote) => quote.coin));
  const broken = problems.flatMap((problem) => {
    const { coin, symbol } = problem;
    // A row too broken to name its coin has no decision.
    return coin === null ? [] : [{ coin, symbol: symbol ?? coin, price: null, reason: reasonOf(problem) }];
  });
  return [...leftOut, ...broken].flatMap((it): Decision[] => {
    if (seen.has(it.coin)) return [];
    seen.add(it.coin);
    return [{ ...it, average: null, action: 'skip', inputs: null }];
  });
}
