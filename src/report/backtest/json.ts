import type { Courses } from '../../backtest/courses.js';
import type { Contributions } from '../../backtest/schedule.js';
import type { Terms } from '../../backtest/trade.js';
import type { Caps } from '../../core/limits/caps.js';
import type { Sizing } from '../../core/limits/sizing.js';
import { toExactString } from '../../core/money.js';
import { exactOrNull, pick, positionFields } from '../format/fields.js';
import { toJsonLine } from '../format/lines.js';
import { metricFields } from './metric-fields.js';
import { seriesFields, seriesOf } from './series.js';
import type { Trial } from './trial.js';

/** What `backtest --json` prints; with `series`, the rule's portfolio at every instant as well. */
export function renderTrialJson(trial: Trial, { series }: { readonly series: boolean }): string {
  const { tried, every, strategy, universe, sizing, caps, terms, contributions, prices } = trial;
  return toJsonLine({
    backtest: {
      since: tried.since.toISOString(),
      until: tried.until.toISOString(),
      every,
      ticks: tried.ticks,
      decisions: tried.decisions,
      strategy: strategy.name,
      parameters: strategy.parameters,
      universe,
      sizing: sizingToJson(sizing),
      caps: capsToJson(caps),
      ...termsToJson(terms),
      quoteCurrency: trial.quoteCurrency,
      contributions: contributionsToJson(contributions),
      prices,
    },
    ...coursesToJson(tried),
    positions: tried.portfolio.positions.map((position) => pick(positionFields, position)),
    problems: trial.problems,
    ...(series && { series: seriesOf(tried).map((entry) => pick(seriesFields, entry)) }),
  });
}

/** The figures of courses, without what they were at each instant. */
export function coursesToJson({ result, benchmarks }: Pick<Courses, 'result' | 'benchmarks'>) {
  return {
    result: pick(metricFields, result.metrics),
    benchmarks: benchmarks.map(({ name, sameCashFlows, metrics }) => ({
      name,
      sameCashFlows,
      ...pick(metricFields, metrics),
    })),
  };
}

function sizingToJson(sizing: Sizing) {
  return {
    quantity: 'quantity' in sizing ? toExactString(sizing.quantity) : null,
    notional: 'notional' in sizing ? toExactString(sizing.notional) : null,
    maxMultiplier: exactOrNull(sizing.maxMultiplier ?? null),
    step: exactOrNull(sizing.step ?? null),
    minNotional: exactOrNull(sizing.minNotional ?? null),
  };
}

function capsToJson({ tick, day, month, coin, total }: Caps) {
  const all = { tick, day, month, coin, total };
  return Object.fromEntries(Object.entries(all).map(([name, cap]) => [name, exactOrNull(cap ?? null)]));
}

export function termsToJson({ feeRate, slippageBps }: Terms) {
  return { feeRate: toExactString(feeRate), slippageBps: toExactString(slippageBps) };
}

export function contributionsToJson(contributions: Contributions | null) {
  if (!contributions) return { cash: '0', amount: null, every: null };
  const { cash, amount, every } = contributions;
  return { cash: toExactString(cash), amount: exactOrNull(amount), every: amount === null ? null : every };
}
