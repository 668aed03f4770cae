import type { Decision } from '../core/decisions/decision.js';
import type { Policy } from '../core/decisions/plan.js';
import { ZERO } from '../core/money.js';
import { type Portfolio, valuePortfolio } from '../core/portfolio.js';
import type { UniverseRule } from '../core/universe.js';
import { usageError } from '../errors.js';
import { benchmarkCourses, type Courses, resultCourse } from './courses.js';
import { type PriceHistory, pricesUntil } from './price-history.js';
import type { Problem } from './problems.js';
import { type Contributions, type Period, type Span, scheduleTicks } from './schedule.js';
import type { Terms } from './trade.js';
import { type Parts, walk } from './walk.js';

/** What is to be tried on which prices. */
export interface BacktestRequest {
  readonly prices: PriceHistory;
  readonly span: Span;
  readonly every: Period;
  /** Null where what is bought is what comes in. */
  readonly contributions: Contributions | null;
  readonly terms: Terms;
  /** Which coins the tick at an instant of the prices is about. */
  readonly universeAt: (instant: number) => UniverseRule;
  readonly policy: Policy;
  /** By what the tick at an instant decides, where that is not always the same policy. */
  readonly policyAt?: (instant: number) => Policy;
  readonly quoteCurrency: string;
  /** Whether no plain buying is tried beside it. */
  readonly isAlone?: boolean;
  /** Told after each tick how many of how many are done. */
  readonly onTick: (done: number, all: number) => void;
}

export interface Backtest extends Courses {
  /** The instant of the first tick. */
  readonly since: Date;
  /** The last instant that is valued. */
  readonly until: Date;
  /** How many ticks were recorded. */
  readonly ticks: number;
  readonly decisions: Readonly<Record<Decision['action'], number>>;
  /** What is held in the end, at each coin's latest price. */
  readonly portfolio: Portfolio;
  readonly problems: readonly Problem[];
}

const NONE: Contributions = { cash: ZERO, amount: null, every: 'month' };

/**
 * Tries a rule on prices of the past: makes its ticks one after the other, and compares the result with plain buying. Throws a usage
 * CryptoBotError when no instant is within the span.
 */
export async function backtest(parts: Parts, request: BacktestRequest): Promise<Backtest> {
  const { span, every, contributions, terms, universeAt, policy, quoteCurrency } = request;
  const prices = pricesUntil(request.prices, span.until);
  const ticks = scheduleTicks(prices.instants, every, span.since, contributions ?? NONE);
  const [since, until, first] = [ticks[0]?.at, prices.instants.at(-1), ticks[0]?.instant];
  if (!since || !until) throw usageError(`the price files have no row ${describe(span)}`);

  const onTick = (done: number) => request.onTick(done, ticks.length);
  const walked = await walk(parts, {
    prices,
    ticks,
    universeAt,
    policyAt: request.policyAt ?? (() => policy),
    quoteCurrency,
    terms,
    isPaid: contributions !== null,
    onTick,
  });
  return {
    since,
    until,
    instants: prices.instants.slice(first),
    ticks: walked.ticks,
    decisions: walked.decisions,
    result: resultCourse(walked.steps, prices),
    benchmarks: request.isAlone ? [] : benchmarkCourses(walked.occasions, prices),
    portfolio: await valueHeld(parts, prices, quoteCurrency, until),
    problems: walked.problems,
  };
}

async function valueHeld(
  { ledger }: Parts,
  prices: PriceHistory,
  quoteCurrency: string,
  until: Date,
): Promise<Portfolio> {
  const last = prices.instants.length - 1;
  const holdings = (await ledger.loadHoldings()).map((holding) => ({
    ...holding,
    price: prices.latestPrice(holding.coin, last),
    priceAt: prices.latestPriceAt(holding.coin, last),
  }));
  return valuePortfolio(holdings, quoteCurrency, until);
}

function describe({ since, until }: Span): string {
  const bounds = [since && `since ${since.toISOString()}`, until && `until ${until.toISOString()}`];
  return bounds.filter(Boolean).join(' and ') || 'at all';
}
