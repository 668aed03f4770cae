import type { Courses } from '../../../backtest/courses.js';
import type { Metrics } from '../../../backtest/metrics/measure.js';
import type { Combination } from '../../../backtest/sweep/combinations.js';
import type { WalkForward, WalkWindow } from '../../../backtest/sweep/windows.js';
import { displayCount, displayPercent } from '../../format/amounts.js';
import { type Row, renderGrid } from '../../format/grid.js';
import { moneySettings } from '../settings.js';
import { renderSideBySide, type Style } from '../side-by-side.js';
import { nameOfMetric, showFigure } from './metric-words.js';
import type { Sweep } from './sweep.js';

/** What was chosen for a window, and how it did. */
export interface WalkRow {
  readonly window: WalkWindow;
  readonly parameters: Combination;
  readonly train: Metrics;
  /** What was carried into the window counts as contributed there. */
  readonly test: Metrics;
}

/** A walk forward: the choices, and the result of all test spans, one after the other. */
export interface Walk {
  readonly sweep: Sweep;
  readonly walkForward: WalkForward;
  readonly rows: readonly WalkRow[];
  readonly courses: Courses;
}

/** What the joined course is called. */
export const WALK = 'Walk';

/** What `sweep --walk-forward` prints: the joined test spans beside plain buying, and each window with its choice. */
export function renderWalk(walk: Walk, style: Style): string {
  const { titles, rows } = windowTable(walk);
  const columns = Object.fromEntries(
    titles.map((title, index) => [title, { title, align: index < 2 ? ('left' as const) : ('right' as const) }]),
  );
  const grid = { columns, shapes: [titles.map((title) => [title])], rows, total: null };
  return renderSideBySide(
    {
      courses: walk.courses,
      name: WALK,
      settings: walkSettings(walk),
      positions: renderGrid(grid, style.width, style.color),
      notes: walkNotes(walk),
    },
    style,
  );
}

/** The windows as rows of a table, by the titles of its columns. */
export function windowTable({ sweep: { parameters, metric }, rows }: Walk) {
  const varied = parameters.filter(({ values }) => values.length > 1).map(({ name }) => name);
  const titles = ['Test from', 'to', ...varied, 'In training', 'In the test', 'TWR %'];
  return {
    titles,
    rows: rows.map(
      ({ window, parameters: chosen, train, test }): Row<string> => ({
        'Test from': dayText(window.testSince),
        to: dayText(window.testUntil),
        ...Object.fromEntries(varied.map((name) => [name, chosen[name] ?? ''])),
        'In training': showFigure(train[metric], metric),
        'In the test': showFigure(test[metric], metric),
        'TWR %': displayPercent(test.timeWeightedReturn),
      }),
    ),
  };
}

export function walkSettings({ sweep, walkForward, rows }: Walk): (readonly [name: string, text: string])[] {
  const { strategy, combinations, parameters, metric, prices, every } = sweep;
  const { trainDays, testDays } = walkForward;
  return [
    ['Rule', strategy],
    ['Tried', `${displayCount(combinations)} combinations of ${parameters.map(({ name }) => name).join(', ')}`],
    [
      'Chosen',
      `by ${nameOfMetric(metric)}, on ${displayCount(trainDays)} days before each of ${displayCount(rows.length)} tests of ${displayCount(testDays)} days`,
    ],
    ['Prices', `${prices.files.join(', ')}: ${prices.coins.join(', ')}, one tick each ${every}`],
    ...moneySettings(sweep),
  ];
}

export function walkNotes({ sweep, rows }: Walk): string[] {
  const { metric, combinations } = sweep;
  return [
    `These are the test windows only, one after the other, with what was held and the cash carried over. Each choice knew no later price. ${displayCount(combinations * rows.length)} trials were made to choose.`,
    `In training and in the test: the ${nameOfMetric(metric)}. Where it is much better in training, the choice was luck.`,
    'The coins were chosen today, when it is known which still exist.',
  ];
}

function dayText(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
