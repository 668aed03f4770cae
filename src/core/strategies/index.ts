import { belowAverage } from './below-average.js';
import type { Strategy } from './strategy.js';

/** Every strategy by name. A new one is a file beside this one and a line here. */
export const strategies: Readonly<Record<string, Strategy>> = {
  [belowAverage.name]: belowAverage,
};
