import { pick } from '../../format/fields.js';
import { toJsonLine } from '../../format/lines.js';
import { contributionsToJson, termsToJson } from '../json.js';
import { metricFields } from '../metric-fields.js';
import type { Sweep, SweepResult, SweepRow } from './sweep.js';

/** What `sweep --json` prints, in parts, since there may be very many rows: before the rows, each row, and after them. */
export const sweepJson = {
  begin: (sweep: Sweep): string => `{"sweep":${JSON.stringify(sweepToJson(sweep))},"rows":[`,
  row: (row: SweepRow, isFirst: boolean): string => `${isFirst ? '' : ','}\n${JSON.stringify(rowToJson(row))}`,
  end({ tried, leaders: [best], median }: SweepResult): string {
    const after = { tried, best: best ? rowToJson(best) : null, median: median && rowToJson(median) };
    return `\n],${toJsonLine(after).slice('{'.length)}`;
  },
};

export function sweepToJson({ contributions, terms, since, until, ...sweep }: Sweep) {
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    ...sweep,
    ...termsToJson(terms),
    contributions: contributionsToJson(contributions),
  };
}

function rowToJson({ parameters, metrics }: SweepRow) {
  return { parameters, ...pick(metricFields, metrics) };
}
