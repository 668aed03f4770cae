import type { Broker } from '../broker/broker.js';
import type { Decision } from '../core/decisions/decision.js';
import type { Policy } from '../core/decisions/plan.js';
import { compact, sum } from '../core/money.js';
import type { Purchase } from '../core/order/purchase.js';
import type { UniverseRule } from '../core/universe.js';
import { CryptoBotError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Market } from '../market/market.js';
import { runTick, type TickRequest, type TickResult } from '../tick.js';
import type { Occasion } from './benchmarks.js';
import type { PriceHistory } from './price-history.js';
import { newProblems, type Problem } from './problems.js';
import type { ScheduledTick } from './schedule.js';
import { type Bought, compactly, type Step } from './step.js';
import type { Terms } from './trade.js';

/** Who takes part in each tick, as in a live one. */
export interface Parts {
  readonly broker: Broker;
  readonly ledger: Ledger;
  /** The market as it was at an instant of the prices. */
  readonly marketAt: (instant: number) => Market;
}

export interface WalkRequest {
  readonly prices: PriceHistory;
  readonly ticks: readonly ScheduledTick[];
  /** Which coins the tick at an instant is about. */
  readonly universeAt: (instant: number) => UniverseRule;
  /** By what it decides. */
  readonly policyAt: (instant: number) => Policy;
  readonly quoteCurrency: string;
  readonly terms: Terms;
  /** Whether money is paid in, which then limits purchases; else what is bought is what comes in. */
  readonly isPaid: boolean;
  /** Told after each tick how many are done. */
  readonly onTick: (done: number) => void;
}

/** What a walk through prices came to. */
export interface Walk {
  /** How many ticks were recorded. */
  readonly ticks: number;
  readonly occasions: readonly Occasion[];
  readonly steps: readonly Step[];
  readonly decisions: Readonly<Record<Decision['action'], number>>;
  readonly problems: readonly Problem[];
}

/** What no tick of the past has: a slot, and orders that an earlier run has left. */
const STANDING = { oncePer: null, giveUpAfterMs: 0, onPurchases: () => {} };

/** Makes ticks one after the other: each is a real tick whose clock, market and money are those of its instant. */
export async function walk({ broker, ledger, marketAt }: Parts, course: WalkRequest): Promise<Walk> {
  const { quoteCurrency, terms, isPaid } = course;
  const occasions: Occasion[] = [];
  const steps: Step[] = [];
  const decisions = { buy: 0, hold: 0, skip: 0 };
  const problems = newProblems();
  let ticks = 0;
  for (const [index, { at, instant, inflow }] of course.ticks.entries()) {
    if (index % TICKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    const id = idOf(at, index + 1);
    if (!inflow.isZero())
      await ledger.moveCash({ id: `${id}-cash`, kind: 'deposit', amount: inflow, quoteCurrency, at });
    const ports = { market: marketAt(instant), broker, ledger };
    const [universe, policy] = [course.universeAt(instant), course.policyAt(instant)];
    const request: TickRequest = { id, now: at, clock: () => at, universe, policy, ...STANDING };
    const result = await runTick(ports, request).catch((error) => {
      problems.addMissingTick(at, reasonOf(error));
      return null;
    });
    if (result) {
      ticks += 1;
      problems.addTick(at, result.problems);
      for (const { action } of result.decisions) decisions[action] += 1;
    }
    const purchases = (result?.purchases ?? []).map((purchase) => boughtBy(purchase, instant, course.prices));
    const own = isPaid ? inflow : compact(sum(purchases.map(({ cost }) => cost)));
    occasions.push({ at, instant, inflow: own, isTick: true, universe: judged(result), terms });
    if (!own.isZero() || purchases.length > 0) steps.push({ at, inflow: own, purchases });
    course.onTick(index + 1);
  }
  return { ticks, occasions, steps, decisions, problems: problems.all() };
}

/** The ledger and the market answer from memory, so nothing else would let the process hear a signal. */
const TICKS_A_TURN = 20;

/** Sorts as the ticks do, and is the same whenever it is made. */
function idOf(at: Date, number: number): string {
  return `${at.toISOString().replace(/[-:.]/g, '')}-${String(number).padStart(6, '0')}`;
}

/** Why a tick that found no price was not recorded, as it would not have been live; whatever else it threw is thrown again. */
function reasonOf(error: unknown): string {
  if (error instanceof CryptoBotError && error.code === 'market-data') return error.message;
  throw error;
}

function judged(result: TickResult | null): Occasion['universe'] {
  return (result?.decisions ?? []).filter(({ inputs }) => inputs !== null).map(({ coin }) => coin);
}

function boughtBy({ coin, quantity, price, fee }: Purchase, instant: number, prices: PriceHistory): Bought {
  const marketPrice = prices.priceAt(coin, instant);
  if (!marketPrice) throw new Error(`${coin} was bought at an instant at which it has no price`);
  const slippage = quantity.times(price.minus(marketPrice));
  return compactly({ coin, quantity, cost: quantity.times(price).plus(fee), fee, slippage });
}
