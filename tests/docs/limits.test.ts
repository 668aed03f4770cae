import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/core/decisions/plan.js';
import { NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import { toExactString } from '../../src/core/money.js';
import { always, amount, aQuote, aSnapshot, aTick } from '../core/examples.js';

const read = (page: string) => readFileSync(page, 'utf8').replaceAll('\n', ' ');

/** The numbers in the first sentence of a page that is like a pattern. */
function numbersIn(page: string, pattern: RegExp): string[] {
  return pattern.exec(read(page))?.slice(1) ?? [];
}

function plan(coins: number, price: string, sizing: Sizing, cap: string | null, before: Spending = NOTHING_SPENT) {
  const names = ['a', 'b', 'c'].slice(0, coins);
  const quotes = names.map((coin, index) => ({ ...aQuote(coin, price), marketCapRank: index + 1 }));
  const caps = cap === null ? {} : { day: amount(cap) };
  return makePlan(aTick(), aSnapshot({ quotes }), { strategy: always, gate: OPEN_GATE, sizing, caps }, before);
}

describe('what the pages say', () => {
  it('of three coins under a cap is what a tick decides', () => {
    const numbers = numbersIn(
      'docs/limits.md',
      /Three coins at (\d+), each to be bought for (\d+), under a day cap of (\d+): .*? the third is bought for (\d+), with the reason `(.*?)`\. Under a cap of (\d+) it is held/,
    );
    const [price = '', each = '', cap = '', last = '', reason = '', lower = ''] = numbers;
    const third = (cap: string) => plan(3, price, { notional: amount(each) }, cap).decisions[2];
    const { orders } = plan(3, price, { notional: amount(each) }, cap);
    expect(orders.map(({ reserve }) => toExactString(reserve))).toEqual([each, each, last]);
    expect(third(cap)?.reason).toContain(reason);
    expect(third(lower)?.action).toBe('hold');
  });

  it('of carried amounts is what three buys come to', () => {
    const numbers = numbersIn(
      'docs/strategies.md',
      /At `notional = (\d+)`, `min_notional = (\d+)` and a price of (\d+) with a step of ([\d.]+): the first buy carries (\d+), the second (\d+), and the third has \d+, which buys ([\d.]+) for ([\d.]+) and carries ([\d.]+)\./,
    );
    const [notional = '', least = '', price = '', step = '', first, second, quantity, cost, last] = numbers;
    const sizing = { notional: amount(notional), minNotional: amount(least), step: amount(step) };
    let before = NOTHING_SPENT;
    const buys = [1, 2, 3].map(() => {
      const { orders, spending } = plan(1, price, sizing, null, before);
      before = spending;
      return { order: orders[0], carried: toExactString(spending.coins.get('a')?.carried ?? amount('0')) };
    });
    expect(buys.map(({ carried }) => carried)).toEqual([first, second, last]);
    expect(buys.flatMap(({ order }) => order ?? [])).toMatchObject([
      { quantity: amount(quantity ?? ''), reserve: amount(cost ?? '') },
    ]);
  });
});
