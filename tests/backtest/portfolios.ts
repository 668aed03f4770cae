import fc from 'fast-check';
import type { Occasion } from '../../src/backtest/benchmarks.js';
import { type Metrics, measure } from '../../src/backtest/metrics/measure.js';
import type { PriceHistory } from '../../src/backtest/price-history.js';
import type { Step } from '../../src/backtest/step.js';
import { totalsOf } from '../../src/backtest/totals.js';
import type { Terms } from '../../src/backtest/trade.js';
import { valueSteps } from '../../src/backtest/value-steps.js';
import { Decimal } from '../../src/core/money.js';

const DAY_MS = 86_400_000;

const free: Terms = { feeRate: new Decimal(0), slippageBps: new Decimal(0) };

/** The midnight some days after that of 2021-01-01. */
export const day = (number: number) => new Date(Date.UTC(2021, 0, 1) + number * DAY_MS);

/** A price a day for each coin, from 2021-01-01 on; null on a day without one. */
export function historyOf(rows: Readonly<Record<string, readonly (string | null)[]>>): PriceHistory {
  const days = Math.max(...Object.values(rows).map((prices) => prices.length));
  const priceAt = (coin: string, instant: number) => {
    const text = rows[coin]?.[instant];
    return text ? new Decimal(text) : null;
  };
  const latest = (coin: string, instant: number) => {
    let at = instant;
    while (at >= 0 && !priceAt(coin, at)) at -= 1;
    return at;
  };
  return {
    instants: Array.from({ length: days }, (_, number) => day(number)),
    priceAt,
    latestPrice: (coin, instant) => priceAt(coin, latest(coin, instant)),
    latestPriceAt: (coin, instant) => (latest(coin, instant) < 0 ? null : day(latest(coin, instant))),
  };
}

export function occasion(instant: number, inflow: string, universe: readonly string[], terms = free): Occasion {
  return { at: day(instant), instant, inflow: new Decimal(inflow), isTick: true, universe, terms };
}

export function measureSteps(steps: Iterable<Step>, prices: PriceHistory): Metrics {
  const all = [...steps];
  return measure(totalsOf(all), valueSteps(all, prices));
}

/** Prices of two coins, and inflows on some of the days. */
export const somePlans = fc.integer({ min: 2, max: 60 }).chain((days) =>
  fc.record({
    a: fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: days, maxLength: days }),
    b: fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: days, maxLength: days }),
    inflows: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: days, maxLength: days }),
  }),
);
