import type { ChartData, Differences, LineData } from './chart-data.js';

export interface Line extends Pick<LineData, 'key' | 'name' | 'isShownAtFirst'> {
  readonly values: readonly number[];
  /** In percent, not above 0. */
  readonly drawdowns: readonly number[] | null;
}

/** What the rule bought at one point. */
interface Buy {
  readonly cost: number;
  readonly bought: string;
}

export interface Courses {
  /** In seconds since 1970. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** By the place of the point. */
  readonly buys: ReadonlyMap<number, Buy>;
}

/** Reads what the report has written into its page. */
export function readData({ decimals, times, lines, buys }: ChartData): Courses {
  const unit = 10 ** decimals;
  const costs = summed(buys.costs);
  const bought = summed(buys.bought);
  return {
    times: timesOf(times),
    lines: lines.map((line) => ({
      ...line,
      values: summed(line.values).map((value) => value / unit),
      drawdowns: line.drawdowns === null ? null : summed(line.drawdowns).map((hundredths) => hundredths / 100),
    })),
    buys: new Map(
      summed(buys.points).map((point, index) => [
        point,
        { cost: (costs[index] ?? 0) / unit, bought: buys.names[bought[index] ?? 0] ?? '' },
      ]),
    ),
  };
}

function summed(differences: Differences): number[] {
  let sum = 0;
  return differences.split(' ').flatMap((difference) => {
    if (difference === '') return [];
    sum += Number.parseInt(difference, 36);
    return sum;
  });
}

function timesOf({ first, steps }: ChartData['times']): number[] {
  const times = [first];
  for (const [seconds, count] of steps)
    for (let step = 0; step < count; step++) times.push((times.at(-1) ?? 0) + seconds);
  return times;
}
