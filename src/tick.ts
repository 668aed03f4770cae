import type { Broker } from './broker/broker.js';
import { type SlotUnit, slotOf } from './core/calendar.js';
import type { Decision } from './core/decisions/decision.js';
import { makePlan, type Policy } from './core/decisions/plan.js';
import type { CoinId, Fill, MarketProblem, Tick } from './core/model.js';
import type { OrderRecord } from './core/order/order.js';
import { type Portfolio, valuePortfolio } from './core/portfolio.js';
import type { UniverseRule } from './core/universe.js';
import { brokerError } from './errors.js';
import type { Ledger, Settlement } from './ledger/ledger.js';
import { refuseOtherMarket } from './ledger/market-check.js';
import type { Records } from './ledger/records.js';
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
  /** Told what an interrupted earlier tick had left and this one has settled, before anything else can fail. */
  readonly onSettled: (purchases: readonly Purchase[]) => void;
  /** What is recorded with the tick, in its transaction, with what went wrong until then. */
  readonly alsoRecord?: (tick: Tick, problems: readonly string[]) => Records;
}

/** A settled order: what the user calls a purchase. */
export interface Purchase extends Fill {
  readonly tickId: string;
  readonly coin: CoinId;
}

export interface TickResult {
  readonly tick: Tick;
  readonly status: 'recorded' | 'already-recorded';
  readonly decisions: readonly Decision[];
  /** This tick's purchases, after those an interrupted earlier tick had left to settle. */
  readonly purchases: readonly Purchase[];
  readonly portfolio: Portfolio;
  /** Market data that could not be had, or not believed; the rest was recorded. */
  readonly problems: readonly MarketProblem[];
}

/** One tick: settle, look, decide, promise, act, report. It may be killed anywhere and run again. */
export async function runTick({ market, broker, ledger }: Ports, request: TickRequest): Promise<TickResult> {
  const tick = newTick(market, request);
  await refuseOtherMarket(ledger, tick);

  const settled = await settle(await ledger.loadOpenOrders(), broker, ledger);
  if (settled.length > 0) request.onSettled(settled);
  const report = async (result: Omit<TickResult, 'portfolio'>): Promise<TickResult> => {
    const portfolio = valuePortfolio(await ledger.loadHoldings(), market.quoteCurrency, request.now);
    return { ...result, portfolio };
  };
  const alreadyRecorded = (earlier: Tick) =>
    report({ tick: earlier, status: 'already-recorded', decisions: [], purchases: settled, problems: [] });

  const earlier = tick.slot && (await ledger.loadTickOfSlot(tick.slot));
  if (earlier) return alreadyRecorded(earlier);

  const snapshot = await look(market, ledger, request);
  const problemsOf = (decisions: readonly Decision[]) => [
    ...snapshot.problems,
    ...snapshot.heldProblems,
    ...doubts(decisions),
  ];
  const promise = await ledger.begin(tick, snapshot, (before) => {
    const plan = makePlan(tick, snapshot, request.policy, before);
    const problems = problemsOf(plan.decisions).map(({ problem }) => problem);
    return { ...plan, records: request.alsoRecord?.(tick, problems) ?? {} };
  });
  if ('earlier' in promise) return alreadyRecorded(promise.earlier);

  const { decisions, orders } = promise;
  const purchases = [...settled, ...(await settle(orders, broker, ledger))];
  return report({ tick, status: 'recorded', decisions, purchases, problems: problemsOf(decisions) });
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

/** Buys on data that was not believed: what keeps a coin from being bought must not pass in silence. */
function doubts(decisions: readonly Decision[]): MarketProblem[] {
  return decisions
    .filter(({ action, inputs }) => action === 'skip' && inputs !== null) // only they were judged and are skipped
    .map(({ coin, symbol, reason }) => ({ coin, symbol, problem: `${coin}: ${reason}` }));
}

/** Places the orders, and records what was filled together, also when one of them fails: the next run settles the rest. */
async function settle(orders: readonly OrderRecord[], broker: Broker, ledger: Ledger): Promise<Purchase[]> {
  const settlements: Settlement[] = [];
  try {
    for (const order of orders) {
      const placed = await broker.place(order);
      if (placed.kind !== 'acknowledged') throw brokerError(placed.reason);
      for (const fill of placed.sighting?.fills ?? []) settlements.push({ order, fill });
    }
  } finally {
    if (settlements.length > 0) await ledger.settle(settlements);
  }
  return settlements.map(({ order, fill }) => ({ ...fill, tickId: order.tickId, coin: order.coin }));
}
