import type { Course, Courses } from '../../backtest/courses.js';
import { growthIndex } from '../../backtest/metrics/growth-index.js';
import { totalOf } from '../../backtest/metrics/valuation.js';
import { type SlotUnit, slotNumber } from '../../core/calendar.js';
import type { CoinId } from '../../core/model.js';
import { type Decimal, sum, ZERO } from '../../core/money.js';
import type { BuyData, ChartData, Differences, LineData } from '../../page/chart-data.js';
import { namedCourses } from '../backtest/named-courses.js';
import { seriesOf } from '../backtest/series.js';
import { toNumber } from '../format/number.js';

/** How long the data may be as JSON, so that a page stays below 300 KB. */
const MOST_CHARACTERS = 210_000;

/**
 * What the charts of courses are drawn from, of which the first is called `own`: every instant, or where that is too much, the
 * last one of each longer span.
 */
export function chartDataOf(courses: Courses, own: string, mostCharacters = MOST_CHARACTERS): ChartData {
  const whole = wholeOf(courses, own);
  let data = encode(whole);
  for (const unit of ['day', 'week', 'month'] as const) {
    if (JSON.stringify(data).length <= mostCharacters) break;
    data = encode(thinOut(whole, unit));
  }
  return data;
}

interface Whole {
  readonly instants: readonly Date[];
  readonly lines: readonly (Omit<LineData, 'values' | 'drawdowns'> & {
    readonly values: readonly Decimal[];
    /** As parts, 0 or less. */
    readonly drawdowns: readonly number[] | null;
  })[];
  /** By instant. */
  readonly buys: readonly { readonly cost: Decimal; readonly coins: ReadonlySet<CoinId> }[];
}

function wholeOf(courses: Courses, own: string): Whole {
  const { instants, result, benchmarks } = courses;
  const keys = ['rule', ...benchmarks.map(({ name }) => name)] as const;
  const drawn = namedCourses(courses, own).flatMap(({ name, course }, index) => {
    const key = keys[index];
    if (!key || key === 'cash') return []; // its line is what was contributed
    const isShownAtFirst = index === 0 || benchmarks[index - 1]?.sameCashFlows === true;
    return { key, name, isShownAtFirst, ...overTime(course, instants.length) };
  });
  const contributed = {
    key: 'contributed' as const,
    name: 'Contributed',
    isShownAtFirst: true,
    values: seriesOf(courses).map((entry) => entry.contributed),
    drawdowns: null,
  };
  const steps = new Map(result.steps.map((step) => [step.at.getTime(), step.purchases]));
  const buys = instants.map((at) => {
    const purchases = steps.get(at.getTime()) ?? [];
    return { cost: sum(purchases.map(({ cost }) => cost)), coins: new Set(purchases.map(({ coin }) => coin)) };
  });
  const [first, ...others] = drawn;
  return { instants, lines: first ? [first, contributed, ...others] : [contributed], buys };
}

/** Of a course, at every instant; before its first step there is nothing, and nothing falls. */
function overTime({ valuations }: Course, count: number) {
  const before = count - valuations.length;
  let peak = 1;
  const falls = growthIndex(valuations).map(({ index }) => {
    const now = toNumber(index);
    peak = Math.max(peak, now);
    return now / peak - 1;
  });
  return {
    values: [...Array.from({ length: before }, () => ZERO), ...valuations.map(totalOf)],
    drawdowns: [...Array.from({ length: before }, () => 0), ...falls],
  };
}

/** The last instant of each span, with what was bought in all of it. */
function thinOut(whole: Whole, unit: SlotUnit): Whole {
  const { instants, lines, buys } = whole;
  const spanOf = (instant: number) => {
    const at = instants[instant];
    return at && slotNumber(at, unit);
  };
  const kept = instants.flatMap((_, instant) => (spanOf(instant) === spanOf(instant + 1) ? [] : [instant]));
  const at = <Thing>(things: readonly Thing[]) => kept.flatMap((instant) => things.slice(instant, instant + 1));
  return {
    instants: at(instants),
    lines: lines.map((line) => ({
      ...line,
      values: at(line.values),
      drawdowns: line.drawdowns && at(line.drawdowns),
    })),
    buys: kept.map((instant, index) => {
      const since = buys.slice((kept[index - 1] ?? -1) + 1, instant + 1);
      return { cost: sum(since.map(({ cost }) => cost)), coins: new Set(since.flatMap(({ coins }) => [...coins])) };
    }),
  };
}

function encode({ instants, lines, buys }: Whole): ChartData {
  const most = Math.max(...lines.flatMap(({ values }) => values.map((value) => toNumber(value.abs()))), 0);
  const decimals = decimalsFor(most);
  const exact = (amount: Decimal) => Math.round(toNumber(amount.times(10 ** decimals)));
  return {
    decimals,
    times: timesOf(instants),
    lines: lines.map((line) => ({
      ...line,
      values: differencesOf(line.values.map(exact)),
      drawdowns: line.drawdowns && differencesOf(line.drawdowns.map((part) => Math.round(part * 10_000))),
    })),
    buys: buysOf(buys, exact),
  };
}

/** Two decimals, or as many as it takes to tell six digits of the largest amount. */
function decimalsFor(most: number): number {
  return most === 0 ? 2 : Math.min(20, Math.max(2, 5 - Math.floor(Math.log10(most))));
}

function buysOf(buys: Whole['buys'], exact: (amount: Decimal) => number): BuyData {
  const made = buys.flatMap(({ cost, coins }, point) => (coins.size > 0 ? [{ point, cost, coins }] : []));
  const texts = made.map(({ coins }) => [...coins].join(', '));
  const names = [...new Set(texts)];
  const numbers = new Map(names.map((name, index) => [name, index]));
  return {
    points: differencesOf(made.map(({ point }) => point)),
    costs: differencesOf(made.map(({ cost }) => exact(cost))),
    bought: differencesOf(texts.map((text) => numbers.get(text) ?? 0)),
    names,
  };
}

function differencesOf(numbers: readonly number[]): Differences {
  return fromEachToTheNext(numbers)
    .map((difference) => difference.toString(36))
    .join(' ');
}

function fromEachToTheNext(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0));
}

function timesOf(instants: readonly Date[]): ChartData['times'] {
  const seconds = instants.map((at) => Math.floor(at.getTime() / 1000));
  const steps: [seconds: number, times: number][] = [];
  for (const difference of fromEachToTheNext(seconds).slice(1)) {
    const latest = steps.at(-1);
    if (latest?.[0] === difference) latest[1] += 1;
    else steps.push([difference, 1]);
  }
  return { first: seconds[0] ?? 0, steps };
}
