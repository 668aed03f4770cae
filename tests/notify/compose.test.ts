import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/core/money.js';
import {
  composeProblem,
  composePurchase,
  composeSilence,
  composeSolved,
  composeTest,
} from '../../src/notify/compose.js';
import { clip, fitLines, MAX_LINES, type Message, textOf } from '../../src/notify/message.js';

const occasion = { id: 'an-id', at: new Date('2026-11-22T22:21:12.951Z'), tickId: 'a-tick' };
const bought = (coin: string, quantity: string, price: string) => ({
  coin,
  quantity: new Decimal(quantity),
  price: new Decimal(price),
});

describe('a message', () => {
  it.each<[string, Message, string]>([
    [
      'a purchase',
      composePurchase(occasion, [bought('bitcoin', '0.00050968', '49053.123456789012345678')], 'usd'),
      'crypto-bot bought bitcoin\n0.00050968 bitcoin at 49053.123456789012345678: 25.00139596345622381234516304 usd',
    ],
    [
      'a purchase at a test system',
      composePurchase({ ...occasion, isSandbox: true }, [bought('bitcoin', '1', '2')], 'usd'),
      'crypto-bot bought bitcoin\nAt a test system of the exchange: no real money is spent.\n1 bitcoin at 2: 2 usd',
    ],
    [
      'two purchases',
      composePurchase(occasion, [bought('bitcoin', '1', '49053'), bought('tether', '25', '0.999586')], 'usd'),
      [
        'crypto-bot bought bitcoin, tether',
        '49077.98965 usd in all',
        '1 bitcoin at 49053: 49053 usd',
        '25 tether at 0.999586: 24.98965 usd',
      ].join('\n'),
    ],
    [
      'a problem',
      composeProblem(occasion, { title: 'market data unavailable (exit 3)', lines: ['bitcoin: no price'] }, null),
      'crypto-bot: market data unavailable (exit 3)\nbitcoin: no price',
    ],
    [
      'a problem that lasts',
      composeProblem(occasion, { title: 'no', lines: [] }, new Date('2026-11-21T00:00:00Z')),
      'crypto-bot: no\nIt lasts since 2026-11-21T00:00:00.000Z.',
    ],
    [
      'the end of one',
      composeSolved(occasion, { title: 'no' }, new Date('2026-11-21T00:00:00Z')),
      'crypto-bot: over: no\nIt lasted from 2026-11-21T00:00:00.000Z on.',
    ],
    [
      'missed ticks',
      composeSilence(occasion, { count: 5, first: '2026-11-22T03', last: '2026-11-22T07' }),
      [
        'crypto-bot missed 5 ticks',
        'No tick was recorded for 5 slots, from 2026-11-22T03 to 2026-11-22T07.',
        'They are not caught up: a price of the past cannot be bought.',
        'Look at the crontab or timer that starts it, and at the log.',
      ].join('\n'),
    ],
    ['a test', composeTest(occasion), 'crypto-bot: a test message\nNothing has happened: notify test has sent this.'],
  ])('of %s is a few plain lines', (_, message, text) => {
    expect(textOf(message)).toBe(text);
    expect(message).toMatchObject({ id: 'an-id', at: '2026-11-22T22:21:12.951Z', tickId: 'a-tick' });
  });

  it('of a purchase has its exact amounts as data, too', () => {
    expect(composePurchase(occasion, [bought('bitcoin', '0.5', '49053')], 'usd').purchases).toEqual([
      { coin: 'bitcoin', quantity: '0.5', price: '49053', notional: '24526.5' },
    ]);
  });

  it('has at most ten lines with its title, and says how many are left out', () => {
    const coins = Array.from({ length: 250 }, (_, index) => bought(`coin-${index}`, '1', '2'));
    const lines = textOf(composePurchase(occasion, coins, 'usd')).split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.slice(0, 3)).toEqual(['crypto-bot bought 250 coins', '500 usd in all', '1 coin-0 at 2: 2 usd']);
    expect(lines.at(-1)).toBe('and 243 more');
  });

  it('has all digits of every amount, however long the name of a coin is', () => {
    const digits = '123456789012345678901.1234567890123456789';
    const { lines } = composePurchase(occasion, [bought('x'.repeat(300), digits, digits)], 'usd');
    expect(lines[0]?.split(digits)).toHaveLength(3);
    expect(lines[0]).toContain(`: ${new Decimal(digits).times(digits).toFixed()} usd`);
  });

  it('has few lines, none of them empty, whatever they are made from', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 30 }), (texts) => {
        const lines = fitLines(texts);
        expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
        for (const line of lines) {
          expect(line).not.toMatch(/[\n\r]/);
          expect(line.trim()).not.toBe('');
        }
      }),
    );
  });

  it('is clipped at a whole character', () => {
    expect(clip('abc', 3)).toBe('abc');
    expect(clip('abcd', 3)).toBe('ab…');
    expect(clip('a😀bc', 3)).toBe('a…');
  });
});
