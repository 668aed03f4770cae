import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/core/decisions/plan.js';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { findDoubt, type Gate, type LastSeen, OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Quote } from '../../src/core/model.js';
import { amount, aQuote, aSnapshot, aTick, midnights, now } from './examples.js';

const gate: Gate = { maxQuoteAgeMs: 3_600_000, maxJumpPercent: amount('50'), maxRankLeap: 50 };
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const aSighting = (changes: Partial<LastSeen> = {}): LastSeen => ({
  coin: 'bitcoin',
  price: amount('100'),
  marketCapRank: 1,
  at: minutesAgo(60),
  ...changes,
});

/** A quote of now at 100 and rank 1, seen an hour ago as it is, and at 100 at each midnight; each test spoils something. */
function doubtOf(
  changes: Partial<Quote>,
  { lastSeen = aSighting(), closes = ['100', '100'] }: { lastSeen?: LastSeen | null; closes?: string[] } = {},
  limits: Partial<Gate> = {},
): string | null {
  const quote = { ...aQuote('bitcoin', '100'), updatedAt: now, marketCapRank: 1, ...changes };
  return findDoubt(quote, { now, dailyPrices: midnights('bitcoin', closes), lastSeen }, { ...gate, ...limits });
}

describe('a quote', () => {
  it.each<[string, string | null]>([
    ['0', null],
    ['60', null],
    ['61', 'its price is 61 minutes old, and at most 60 minutes are believed'],
    ['-60', null],
    ['-90', "its price is dated 90 minutes ahead of this computer's clock, and at most 60 minutes are believed"],
  ])('is believed up to an age: %s minutes', (age, doubt) => {
    expect(doubtOf({ updatedAt: minutesAgo(Number(age)) })).toBe(doubt);
  });

  it('of unknown age is not believed, unless its age does not matter', () => {
    expect(doubtOf({ updatedAt: null })).toBe(
      'the market does not say how old its price is, and at most 60 minutes are believed',
    );
    expect(doubtOf({ updatedAt: null }, {}, { maxQuoteAgeMs: null })).toBeNull();
  });

  // (price − 100) / 100: at most 50 % either way.
  it.each<[string, string | null]>([
    ['150', null],
    ['50', null],
    ['150.01', '150.01 is 50.01 % above its last stored price 100, and at most 50 % are believed'],
    ['49.99', '49.99 is 50.01 % below its last stored price 100, and at most 50 % are believed'],
    ['10000', '10000 is 9900.00 % above its last stored price 100, and at most 50 % are believed'],
  ])('is believed up to a jump against the last stored price: %s', (price, doubt) => {
    expect(doubtOf({ price: amount(price) })).toBe(doubt);
  });

  it('is believed up to a jump against the latest midnight, also when an earlier tick saw the same wrong price', () => {
    const wrong = { price: amount('10000') };
    expect(doubtOf(wrong, { lastSeen: aSighting(wrong) })).toBe(
      '10000 is 9900.00 % above its price at the midnight of 2026-11-22 100, and at most 50 % are believed',
    );
    expect(doubtOf({ price: amount('200') }, { lastSeen: null, closes: ['10', '10', '150'] })).toBeNull();
    expect(doubtOf(wrong, { lastSeen: null, closes: [] })).toBeNull();
    expect(doubtOf(wrong, { lastSeen: null, closes: ['0'] })).toBeNull(); // there is no percentage of 0
  });

  it.each<[number | null, number | null, string | null]>([
    [51, 1, null],
    [52, 1, 'its market-cap rank went from 1 to 52, and a leap of at most 50 is believed'],
    [1, 60, 'its market-cap rank went from 60 to 1, and a leap of at most 50 is believed'],
    [null, 60, null],
    [60, null, null],
  ])('is believed up to a leap of its rank: to %s from %s', (to, from, doubt) => {
    expect(doubtOf({ marketCapRank: to }, { lastSeen: aSighting({ marketCapRank: from }) })).toBe(doubt);
  });

  it('is not compared with what was seen more than two days ago', () => {
    const jump = { price: amount('1000'), marketCapRank: 100 };
    const seen = (days: number) => ({ lastSeen: aSighting({ at: minutesAgo(days * 1440) }), closes: ['1000'] });
    expect(doubtOf(jump, seen(2))).not.toBeNull();
    expect(doubtOf(jump, seen(2.01))).toBeNull();
  });

  it('is believed whatever it says when the tests are switched off', () => {
    const absurd = { price: amount('1e12'), updatedAt: null, marketCapRank: 9999 };
    expect(doubtOf(absurd, {}, OPEN_GATE)).toBeNull();
  });
});

describe('a plan', () => {
  const strategy = {
    name: 'cheap',
    parameters: {},
    midnights: 0,
    evaluate: ({ quote }: { quote: Quote }) =>
      ({ action: quote.price.lessThan(100) ? 'buy' : 'hold', reason: 'cheap or not', average: null }) as const,
  };
  const policy = { strategy, gate, sizing: { quantity: amount('1') }, caps: {} };
  it('skips a buy on data that is not believed, and changes no hold', () => {
    const old = { updatedAt: minutesAgo(90) };
    const quotes = [
      { ...aQuote('a', '1'), ...old },
      { ...aQuote('b', '200'), ...old },
      { ...aQuote('c', '1'), updatedAt: now },
    ];
    const { decisions, orders } = makePlan(aTick(), aSnapshot({ quotes }), policy, NOTHING_SPENT);
    expect(decisions.map(({ action, coin, reason }) => `${action} ${coin}: ${reason}`)).toEqual([
      'skip a: not believed: its price is 90 minutes old, and at most 60 minutes are believed',
      'hold b: cheap or not',
      'buy c: cheap or not',
    ]);
    expect(orders.map((order) => order.coin)).toEqual(['c']);
    expect(decisions[0]?.inputs).toMatchObject({
      quote: { updatedAt: old.updatedAt },
      lastSeen: null,
      gate: { maxQuoteAgeMs: 3_600_000, maxJumpPercent: amount('50'), maxRankLeap: 50 },
    });
  });
});
