import type { Metrics } from '../../../backtest/metrics/measure.js';
import type { Combination } from '../../../backtest/sweep/combinations.js';
import { header, record } from '../../csv.js';
import type { Fields } from '../../format/fields.js';
import { metricFields } from '../metric-fields.js';
import type { Sweep, SweepRow } from './sweep.js';

/** What `sweep --csv` prints, in parts: the header, and each row. */
export function sweepCsv({ parameters }: Pick<Sweep, 'parameters'>) {
  const own: Fields<SweepRow> = Object.fromEntries(
    parameters.map(({ name }) => [name, ({ parameters }: { parameters: Combination }) => parameters[name] ?? '']),
  );
  const measured: Fields<SweepRow> = Object.fromEntries(
    Object.entries(metricFields).map(([name, read]) => [name, ({ metrics }: { metrics: Metrics }) => read(metrics)]),
  );
  const fields = { ...own, ...measured };
  return { begin: header(fields), row: (row: SweepRow) => record(fields, row) };
}
