import { strategyKind } from './strategy.js';

/** Dollar-cost averaging: the same amount every time. */
export const dca = strategyKind({
  name: 'dca',
  summary: 'buys at every tick, whatever the price',
  explanation:
    'Dollar-cost averaging: the same amount, over and over. How often is up to the crontab and `once_per`, how much to ' +
    '`notional`.',
  parameters: {},
  create: () => ({
    midnights: 0,
    evaluate: () => ({ action: 'buy', reason: 'dca buys at every tick', average: null }),
  }),
});
