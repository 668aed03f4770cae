import { Chalk } from 'chalk';
import { sweepCsv } from '../../../report/backtest/sweep/csv.js';
import { sweepJson } from '../../../report/backtest/sweep/json.js';
import type { Sweep, SweepResult, SweepRow } from '../../../report/backtest/sweep/sweep.js';
import type { Context } from '../../context.js';
import type { Format } from '../../format.js';

/** What is printed of a sweep, and when: the rows as they come, so that they are not kept. */
export interface Output {
  readonly begin: string;
  row(row: SweepRow, isFirst: boolean): string;
  end(result: SweepResult): Promise<string>;
}

export function outputOf(format: Format, sweep: Sweep, { terminal, color }: Context): Output {
  if (format === 'json')
    return { begin: sweepJson.begin(sweep), row: sweepJson.row, end: async (result) => sweepJson.end(result) };
  if (format === 'csv') return { ...sweepCsv(sweep), end: async () => '' };
  return {
    begin: '',
    row: () => '',
    end: async (result) => {
      const { renderSweep } = await import('../../../report/backtest/sweep/text.js');
      const style = { width: Math.min(terminal.columns, 120), color: new Chalk({ level: color ? 1 : 0 }) };
      return renderSweep(sweep, result, style);
    },
  };
}
