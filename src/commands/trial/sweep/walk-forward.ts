import type { WalkForward } from '../../../backtest/sweep/windows.js';
import { explained } from '../../../core/values/explained.js';
import { count } from '../../../core/values/numbers/count.js';

const days = count(1, 100_000);

/** How many days are trained on, and how many the choice is then tested on. */
export const walkForward = explained<WalkForward>({
  expected: 'TRAIN,TEST in days',
  example: '365,90',
  read: (text, refuse) => {
    const [trainDays, testDays, ...more] = text.split(',').map((part) => days.parse(part));
    if (trainDays === undefined || testDays === undefined || more.length > 0) return refuse();
    return { trainDays, testDays };
  },
  print: ({ trainDays, testDays }) => `${trainDays},${testDays}`,
});
