import type { ChalkInstance } from 'chalk';
import type { Courses } from '../../../backtest/courses.js';
import type { Step } from '../../../backtest/step.js';
import { type Decimal, ZERO } from '../../../core/money.js';
import { renderChart } from '../chart.js';

/** What `portfolio --chart` draws below its table: what was held was worth over time, and what was paid for it. */
export function renderHoldingsChart({ instants, result }: Courses, width: number, color: ChalkInstance): string {
  const costs = costsOf(result.steps);
  const before = Array.from({ length: instants.length - result.valuations.length }, () => null);
  const values = [...before, ...result.valuations.map(({ marketValue }) => marketValue)];
  return renderChart(
    {
      instants,
      lines: [
        { name: 'Value', mark: '█', paint: (chalk) => chalk.cyan, values },
        { name: 'Cost', mark: '─', paint: (chalk) => chalk.gray, values: instants.map(costs) },
      ],
    },
    width,
    color,
  );
}

/** What was paid in all up to an instant; asked for instants in the order of time. */
function costsOf(steps: readonly Step[]): (at: Date) => Decimal {
  let [total, next] = [ZERO, 0];
  return (at: Date) => {
    for (let step = steps[next]; step && step.at <= at; step = steps[next]) {
      for (const { cost } of step.purchases) total = total.plus(cost);
      next += 1;
    }
    return total;
  };
}
