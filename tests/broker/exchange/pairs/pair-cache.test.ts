import { describe, expect, it } from 'vitest';
import type { Pair } from '../../../../src/broker/exchange/model.js';
import { cachedPairs } from '../../../../src/broker/exchange/pairs/pair-cache.js';
import { Decimal } from '../../../../src/core/money.js';

const now = new Date('2026-11-25T10:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const bitcoin: Pair = {
  symbol: 'BTC/USD',
  id: 'XXBTZUSD',
  baseId: 'XXBT',
  coinName: null,
  step: new Decimal('0.00000001'),
  tick: new Decimal('0.1'),
  minimumQuantity: new Decimal('0.00005'),
  minimumNotional: null,
  feeRate: new Decimal('0.0026'),
  makerFeeRate: new Decimal('0.0016'),
  closed: null,
};

/** A store, and an exchange that lists bitcoin only and counts how often it is asked. */
function scene(text: string | null = null) {
  const kept = { text, asked: 0 };
  const store = {
    load: async () => kept.text,
    save: async (saved: string) => {
      kept.text = saved;
    },
  };
  const pairs = (symbols: readonly string[], at: Date) =>
    cachedPairs(store, symbols, at, async () => {
      kept.asked += 1;
      return [bitcoin];
    });
  return { kept, pairs };
}

describe('the pairs of an exchange', () => {
  it('are asked for once a day, and kept to the digit', async () => {
    const { kept, pairs } = scene();
    expect(await pairs(['BTC/USD'], now)).toEqual([bitcoin]);
    expect(await pairs(['BTC/USD'], later(86_399_999))).toEqual([bitcoin]);
    expect(kept.asked).toBe(1);
    await pairs(['BTC/USD'], later(86_400_000));
    expect(kept.asked).toBe(2);
  });

  it('are asked for again for another symbol, but not for one that is known not to be listed', async () => {
    const { kept, pairs } = scene();
    await pairs(['BTC/USD'], now);
    await pairs(['BTC/USD', 'NO/USD'], now);
    await pairs(['NO/USD'], now);
    expect(await pairs(['BTC/USD'], now)).toEqual([bitcoin]);
    expect(kept.asked).toBe(2);
  });

  it.each([[''], ['no JSON'], ['{"at":"2026-11-25T09:00:00Z","pairs":[{}],"symbols":["BTC/USD"]}']])(
    'are asked for where what is kept cannot be read: %s',
    async (text) => {
      const { kept, pairs } = scene(text);
      await pairs(['BTC/USD'], now);
      expect(kept.asked).toBe(1);
    },
  );

  it('are asked for where what is kept is from the future', async () => {
    const { kept, pairs } = scene();
    await pairs(['BTC/USD'], later(60_000));
    await pairs(['BTC/USD'], now);
    expect(kept.asked).toBe(2);
  });

  it('are those of a run a moment ago, also where that knew the time a little later', async () => {
    const { kept, pairs } = scene();
    await pairs(['BTC/USD'], later(1_000));
    await pairs(['BTC/USD'], now);
    expect(kept.asked).toBe(1);
  });
});
