import type { Order, Tick } from '../model.js';
import { type Decimal, toExactString } from '../money.js';
import { recreateStrategy } from '../strategies/recreate.js';
import type { Strategy } from '../strategies/strategy.js';
import { allocateOne } from './budget.js';
import type { Decision, RecordedDecision } from './decision.js';
import { evaluateCoin } from './evaluate.js';
import type { DecisionInputs } from './inputs.js';
import type { Snapshot } from './snapshot.js';

/** The result of deciding again, by the present code, from the recorded inputs of a decision. */
export type Recomputation =
  | {
      /** "otherwise": some figure differs. "reworded": only the text of the reason differs. */
      readonly verdict: 'same' | 'reworded' | 'otherwise';
      readonly decision: Decision;
      readonly order: Order | null;
      readonly differences: readonly Difference[];
    }
  | { readonly verdict: 'no inputs' | 'no such strategy' };

interface Difference {
  readonly what: string;
  readonly recorded: string | null;
  readonly present: string | null;
}

/** Decides again, on the path that a tick takes, and compares. */
export function recompute({ tick, decision, order }: RecordedDecision): Recomputation {
  const { inputs } = decision;
  if (!inputs) return { verdict: 'no inputs' };
  const strategy = recreateStrategy(inputs.strategy, inputs.parameters);
  if (!strategy) return { verdict: 'no such strategy' };

  const present = decideAgain(tick, strategy, inputs);
  const differences = compare({ decision, order }, present);
  const onlyWords = differences.every(({ what }) => what === 'reason');
  const verdict = differences.length === 0 ? 'same' : onlyWords ? 'reworded' : 'otherwise';
  return { verdict, ...present, differences };
}

/** As makePlan does for one coin. */
function decideAgain(tick: Tick, strategy: Strategy, inputs: DecisionInputs): Decided {
  const { quote, sizing, gate, position, terms, heldBack } = inputs;
  const positions = new Map([[quote.coin, position]]);
  const { decision, signal } = evaluateCoin(quote, snapshotOf(tick, inputs), { strategy, sizing, gate }, { positions });
  if (decision.action !== 'buy' || !signal) return { decision: { ...decision, inputs }, order: null };
  const { decision: allocated, order } = allocateOne(
    tick,
    { quote, decision, signal, terms, heldBack },
    sizing,
    inputs,
  );
  return { decision: allocated, order };
}

/** A snapshot with this coin alone, and without problems. */
function snapshotOf({ startedAt }: Tick, { quote, dailyPrices, lastSeen, terms }: DecisionInputs): Snapshot {
  return {
    at: startedAt,
    quotes: [quote],
    problems: [],
    heldQuotes: [],
    heldProblems: [],
    ranks: new Map(),
    unpriced: [],
    askedMidnights: null,
    dailyPrices: new Map([[quote.coin, dailyPrices]]),
    lastSeen: new Map(lastSeen ? [[quote.coin, lastSeen]] : []),
    terms: new Map([[quote.coin, terms]]),
    spendable: null,
    heldBack: null,
    leftOut: [],
    fetchedDailyPrices: [],
    fetchedCategories: [],
    members: [],
  };
}

interface Decided {
  readonly decision: Decision;
  readonly order: Order | null;
}

/** What is compared, as texts. A new figure of a decision is a line here. */
const compared: Readonly<Record<string, (decided: Decided) => string | null>> = {
  action: ({ decision }) => decision.action,
  price: ({ decision }) => exact(decision.price),
  average: ({ decision }) => exact(decision.average),
  quantity: ({ order }) => exact(order?.quantity ?? null),
  'order price': ({ order }) => exact(order?.price ?? null),
  'limit price': ({ order }) => exact(order?.limitPrice ?? null),
  reserve: ({ order }) => order && (isPlain(order) ? null : exact(order.reserve)),
  reason: ({ decision }) => decision.reason,
};

/** Whether an order reserves exactly quantity × price. */
function isPlain({ quantity, price, reserve }: Order): boolean {
  return reserve.equals(quantity.times(price));
}

function compare(recorded: Decided, present: Decided): Difference[] {
  return Object.entries(compared)
    .map(([what, read]) => ({ what, recorded: read(recorded), present: read(present) }))
    .filter((it) => it.recorded !== it.present);
}

function exact(amount: Decimal | null): string | null {
  return amount && toExactString(amount);
}
