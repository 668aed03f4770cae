import { Decimal } from '../../src/core/money.js';
import type { Figures } from '../../src/report/operations/prometheus.js';

/** A ledger with one of everything that there are figures of, and its latest run. */
export const figures = {
  run: { at: new Date('2026-11-22T22:21:12.951Z'), exitCode: 3, durationMs: 1234, requests: 5 },
  ledger: {
    lastTickAt: new Date('2026-11-22T21:15:00Z'),
    ticks: 8760,
    openOrders: 1,
    missedSlots: 2,
    cash: { balance: new Decimal('499.000000000000000001'), currency: 'usd' },
    caps: [
      { cap: 'day', coin: null, left: new Decimal('12.5') },
      { cap: 'coin', coin: 'bitcoin', left: new Decimal('0') },
    ],
    positions: [
      {
        coin: 'bitcoin',
        purchases: 3,
        quantity: new Decimal('0.00050968'),
        costBasis: new Decimal('25.00139596345622381234'),
        price: new Decimal('49053'),
        marketValue: new Decimal('25.00133304'),
      },
      {
        coin: 'gone-coin',
        purchases: 1,
        quantity: new Decimal('1'),
        costBasis: new Decimal('2'),
        price: null,
        marketValue: null,
      },
    ],
    quoteCurrency: 'usd',
  },
} satisfies Figures;
