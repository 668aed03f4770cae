import { describe, expect, it } from 'vitest';
import { createPaperBroker } from '../../src/broker/paper.js';
import { toExactString } from '../../src/core/money.js';
import { amount, aQuote } from '../core/examples.js';
import { promised } from '../core/order/orders.js';

const order = { ...promised, quantity: amount('3'), price: amount('0.1') };

async function fillsOf(broker = createPaperBroker()) {
  const placed = await broker.place(order);
  const found = (await broker.find([order])).get(order.id);
  if (placed.kind !== 'acknowledged' || found?.kind !== 'found') throw new Error('paper fills every order');
  expect(found.sighting).toEqual(placed.sighting);
  return found.sighting;
}

describe('the paper broker', () => {
  it('fills an order at once and whole, at the price decided on, when it was decided', async () => {
    expect(await fillsOf()).toEqual({
      status: 'filled',
      exchangeId: null,
      executed: amount('3'),
      reason: null,
      fills: [
        {
          tradeId: '1',
          quantity: amount('3'),
          price: amount('0.1'),
          fee: amount('0'),
          feeCurrency: null,
          at: order.createdAt,
        },
      ],
    });
  });

  it('pays a fee and slippage on top where its terms say so, to the last digit', async () => {
    const terms = { feeRate: amount('0.0026'), slippageBps: amount('12.5'), quoteCurrency: 'usd' };
    const { fills } = await fillsOf(createPaperBroker(terms));
    const [fill] = fills;
    expect([fill?.price, fill?.fee].map((it) => it && toExactString(it))).toEqual(['0.100125', '0.000780975']);
    expect(fill?.feeCurrency).toBe('usd');
  });

  it('knows no pairs, steps or minimums, and no limit of money', async () => {
    const broker = createPaperBroker();
    const terms = await broker.instruments([aQuote('bitcoin', '1'), aQuote('tether', '2')]);
    expect([...terms.keys()]).toEqual(['bitcoin', 'tether']);
    expect(terms.get('bitcoin')).toMatchObject({ pair: null, step: null, minimumNotional: null, feeRate: amount('0') });
    expect((await broker.account()).spendable).toBeNull();
    await broker.cancel(order);
  });
});
