import { placeOrders } from './act/place-orders.js';
import { mergeResults, timeOf } from './act/run.js';
import { settleOrders } from './act/settle-orders.js';
import type { Broker } from './broker/broker.js';
import { type SlotUnit, slotOf } from './core/calendar.js';
import {
  CONDITIONS,
  type Condition,
  type Conditions,
  compareConditions,
  NO_CONDITIONS,
} from './core/decisions/conditions.js';
import type { Decision } from './core/decisions/decision.js';
import { makePlan, type Policy } from './core/decisions/plan.js';
import type { Spending } from './core/limits/caps.js';
import type { MarketProblem, Tick } from './core/model.js';
import type { OrderRecord } from './core/order/order.js';
import type { Purchase } from './core/order/purchase.js';
import { type Portfolio, valuePortfolio } from './core/portfolio.js';
import { findNotExcluded, type UniverseRule } from './core/universe.js';
import type { Ledger } from './ledger/ledger.js';
import { refuseOtherMarket } from './ledger/market-check.js';
import type { Records } from './ledger/records.js';
import { ASKED } from './look/asked.js';
import { look } from './look/look.js';
import type { Market } from './market/market.js';

export interface Ports {
  readonly market: Market;
  readonly broker: Broker;
  readonly ledger: Ledger;
}

export interface TickRequest {
  /** A new, unique id. Fixed before anything is written, so that a run can find out whether it was recorded. */
  readonly id: string;
  readonly now: Date;
  readonly oncePer: SlotUnit | null;
  readonly universe: UniverseRule;
  readonly policy: Policy;
  /** The real time. */
  readonly clock: () => Date;
  /** Longer than any run takes. A promised order that is older and was not sent will never be sent. */
  readonly giveUpAfterMs: number;
  /** Told of purchases as soon as they are recorded, before anything else can fail. */
  readonly onPurchases: (purchases: readonly Purchase[]) => void;
  /** What is recorded with the tick, in its transaction, with what went wrong until then, and what has begun with it. */
  readonly alsoRecord?: (tick: Tick, problems: readonly string[], begun: readonly Condition[]) => Records;
}

export interface TickResult {
  readonly tick: Tick;
  readonly status: 'recorded' | 'already-recorded';
  readonly decisions: readonly Decision[];
  /** What this run has recorded: this tick's purchases, after those that earlier ones had left to settle. */
  readonly purchases: readonly Purchase[];
  /** The orders that this run has changed, as they are now. */
  readonly orders: readonly OrderRecord[];
  /** What the broker failed to do or refused. */
  readonly failures: readonly string[];
  /** Values what is held when it is asked: a backtest does not ask. */
  readonly portfolio: () => Portfolio;
  /** Why no order is sent, whatever was decided; null where orders are, and where nothing was decided. */
  readonly heldBack: string | null;
  /** Market data that was not available or not believed; the rest was recorded. */
  readonly problems: readonly MarketProblem[];
  /** The conditions that hold after this tick, such as an empty paper account. */
  readonly lasting: readonly Condition[];
  /** Those of them that began with this tick. */
  readonly begun: readonly Condition[];
}

/** One tick: settle, look, decide, promise, act, report. It may be killed anywhere and run again. */
export async function runTick({ market, broker, ledger }: Ports, request: TickRequest): Promise<TickResult> {
  const tick = newTick(market, request);
  const ports = { broker, ledger };
  await refuseOtherMarket(ledger, tick);

  const settled = await settleOrders(ports, request);
  const report = async (result: Omit<TickResult, 'portfolio'>): Promise<TickResult> => {
    const holdings = await ledger.loadHoldings();
    return { portfolio: () => valuePortfolio(holdings, market.quoteCurrency, request.now), ...result };
  };
  const alreadyRecorded = (earlier: Tick) =>
    report({
      tick: earlier,
      status: 'already-recorded',
      decisions: [],
      heldBack: null,
      problems: [],
      lasting: [],
      begun: [],
      ...settled,
    });

  const earlier = tick.slot && (await ledger.loadTickOfSlot(tick.slot));
  if (earlier) return alreadyRecorded(earlier);

  const keeping = (name: string, value: string | null) => (value === null ? [] : [{ name, value, at: request.now }]);
  const snapshot = await look({ market, ...ports }, request);
  const problemsOf = (decisions: readonly Decision[]) => [
    ...snapshot.problems,
    ...snapshot.heldProblems,
    ...doubts(decisions),
  ];
  const notExcluded = findNotExcluded(request.universe, snapshot.quotes);
  const earlierCodes = await ledger.loadSetting(CONDITIONS);
  let conditions: Conditions = NO_CONDITIONS;
  const plan = (before: Spending) => {
    const planned = makePlan(tick, snapshot, request.policy, before);
    const problems = problemsOf(planned.decisions).map(({ problem }) => problem);
    const outcome = { unpriced: snapshot.unpriced, notExcluded, ...planned };
    conditions = compareConditions(outcome, request.policy.caps, earlierCodes);
    const settings = [...keeping(CONDITIONS, conditions.toKeep), ...keeping(ASKED, snapshot.askedMidnights)];
    return { records: { ...request.alsoRecord?.(tick, problems, conditions.begun), settings }, ...planned };
  };
  const promise = await ledger.begin(tick, snapshot, plan, timeOf(ports, request));
  if ('earlier' in promise) return alreadyRecorded(promise.earlier);

  const { decisions, orders } = promise;
  const done = mergeResults(settled, await placeOrders(ports, request, orders));
  const { lasting, begun } = conditions;
  return report({
    tick,
    status: 'recorded',
    decisions,
    heldBack: snapshot.heldBack,
    problems: problemsOf(decisions),
    lasting,
    begun,
    ...done,
  });
}

function newTick(market: Market, { id, now, oncePer, policy }: TickRequest): Tick {
  const slot = oncePer && slotOf(now, oncePer);
  return {
    id,
    slot,
    market: market.name,
    quoteCurrency: market.quoteCurrency,
    strategy: policy.strategy.name,
    startedAt: now,
  };
}

/** The buys that were skipped since their data was not believed. They are reported as problems. */
function doubts(decisions: readonly Decision[]): MarketProblem[] {
  return decisions
    .filter(({ action, inputs }) => action === 'skip' && inputs !== null) // only these have inputs and are skipped
    .map(({ coin, symbol, reason }) => ({ coin, symbol, problem: `${coin}: ${reason}` }));
}
