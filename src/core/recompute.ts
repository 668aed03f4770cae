import type { DecisionInputs } from './inputs.js';
import type { Decision, Order, RecordedDecision, Snapshot, Tick } from './model.js';
import { type Decimal, toExactString } from './money.js';
import { makePlan } from './plan.js';
import { recreateStrategy } from './strategies/recreate.js';

/** What the present code makes of what a recorded decision looked at. */
export type Recomputation =
  | {
      /** "otherwise" where it would act on other figures; the same figures in other words are "reworded". */
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

  const plan = makePlan(tick, snapshotOf(tick, inputs), { strategy, sizing: inputs.sizing });
  const [present] = plan.decisions;
  if (!present) throw new Error(`a plan for ${decision.coin} has no decision`);
  const presentOrder = plan.orders[0] ?? null;

  const differences = compare({ decision, order }, { decision: present, order: presentOrder });
  const onlyWords = differences.every(({ what }) => what === 'reason');
  const verdict = differences.length === 0 ? 'same' : onlyWords ? 'reworded' : 'otherwise';
  return { verdict, decision: present, order: presentOrder, differences };
}

/** A market of this one coin, and no other trouble. */
function snapshotOf({ startedAt }: Tick, { quote, dailyPrices, position }: DecisionInputs): Snapshot {
  return {
    at: startedAt,
    quotes: [quote],
    problems: [],
    heldQuotes: [],
    heldProblems: [],
    dailyPrices: new Map([[quote.coin, dailyPrices]]),
    positions: new Map([[quote.coin, position]]),
    fetchedDailyPrices: [],
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
  reason: ({ decision }) => decision.reason,
};

function compare(recorded: Decided, present: Decided): Difference[] {
  return Object.entries(compared)
    .map(([what, read]) => ({ what, recorded: read(recorded), present: read(present) }))
    .filter((it) => it.recorded !== it.present);
}

function exact(amount: Decimal | null): string | null {
  return amount && toExactString(amount);
}
