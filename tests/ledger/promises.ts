import { emptyPosition } from '../../src/core/portfolio.js';
import type { Promised } from '../../src/ledger/ledger.js';
import { amount, aQuote, aTick, midnights } from '../core/examples.js';

/** What a tick that buys one of each coin promises. */
export function aPromise(id: string, coins: readonly string[], changes: { slot?: string; at?: Date } = {}): Promised {
  const tick = aTick({ id, slot: changes.slot ?? null, ...(changes.at && { startedAt: changes.at }) });
  const price = amount('1.5');
  return {
    plan: {
      tick,
      decisions: coins.map((coin) => ({
        coin,
        symbol: coin.slice(0, 3),
        price,
        average: amount('2'),
        action: 'buy',
        reason: 'cheap',
        inputs: {
          quote: aQuote(coin, '1.5'),
          dailyPrices: midnights(coin, ['2', '2.5']),
          position: emptyPosition(coin),
          strategy: 'below-average',
          parameters: { window: '3', margin: '0' },
          sizing: { quantity: amount('1') },
        },
      })),
      orders: coins.map((coin) => ({
        id: `${id}-${coin}`,
        tickId: id,
        coin,
        side: 'buy',
        quantity: amount('1'),
        price,
        createdAt: tick.startedAt,
      })),
    },
    quotes: coins.map((coin) => aQuote(coin, '1.5')),
    dailyPrices: [],
  };
}
