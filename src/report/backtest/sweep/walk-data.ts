import type { Metrics } from '../../../backtest/metrics/measure.js';
import { header, record } from '../../csv.js';
import { type Fields, pick } from '../../format/fields.js';
import { toJsonLine } from '../../format/lines.js';
import { coursesToJson } from '../json.js';
import { metricFields } from '../metric-fields.js';
import { sweepToJson } from './json.js';
import type { Walk, WalkRow } from './walk.js';

const spanFields: Fields<WalkRow> = {
  trainSince: ({ window }) => window.trainSince.toISOString(),
  trainUntil: ({ window }) => window.trainUntil.toISOString(),
  testSince: ({ window }) => window.testSince.toISOString(),
  testUntil: ({ window }) => window.testUntil.toISOString(),
};

/** What `sweep --walk-forward --json` prints: each window with its choice, and the joined test windows. */
export function renderWalkJson({ sweep, walkForward, rows, courses }: Walk): string {
  return toJsonLine({
    sweep: { ...sweepToJson(sweep), walkForward },
    rows: rows.map((row) => ({
      parameters: row.parameters,
      ...pick(spanFields, row),
      train: pick(metricFields, row.train),
      test: pick(metricFields, row.test),
    })),
    ...coursesToJson(courses),
  });
}

/** What `sweep --walk-forward --csv` prints: a line for each window, with the figures in training and in the test. */
export function renderWalkCsv({ sweep, rows }: Pick<Walk, 'sweep' | 'rows'>): string {
  const fields: Fields<WalkRow> = {
    ...Object.fromEntries(
      sweep.parameters.map(({ name }) => [name, ({ parameters }: WalkRow) => parameters[name] ?? '']),
    ),
    ...spanFields,
    ...fieldsOf('train', ({ train }) => train),
    ...fieldsOf('test', ({ test }) => test),
  };
  return [header(fields), ...rows.map((row) => record(fields, row))].join('');
}

function fieldsOf(prefix: 'train' | 'test', metricsOf: (row: WalkRow) => Metrics): Fields<WalkRow> {
  return Object.fromEntries(
    Object.entries(metricFields).map(([name, read]) => [`${prefix}.${name}`, (row: WalkRow) => read(metricsOf(row))]),
  );
}
