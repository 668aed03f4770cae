import { describe, expect, it } from 'vitest';
import {
  type DecisionInputs,
  decodeInputs,
  encodeInputs,
  inputsVersions,
  shortenInputs,
} from '../../src/core/decisions/inputs.js';
import { midnightsReferredTo } from '../../src/core/decisions/midnights.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import { emptyPosition } from '../../src/core/portfolio.js';
import { amount, aQuote, midnights, now } from './examples.js';

const inputs = {
  strategy: 'dip',
  parameters: { threshold: '50' },
  sizing: { notional: amount('25'), minNotional: amount('5') },
  gate: { maxQuoteAgeMs: 60_000, maxJumpPercent: amount('50'), maxRankLeap: null },
  lastSeen: { coin: 'bitcoin', price: amount('99'), marketCapRank: 1, at: now },
  limits: [{ limit: 'day', size: amount('100'), left: amount('12.5'), closed: false }],
  carried: amount('0.5'),
  terms: { ...FREE_TERMS, pair: 'BTC/EUR', step: amount('0.001'), feeRate: amount('0.0026') },
  heldBack: 'a reason',
  quote: { ...aQuote('bitcoin', '100'), high24h: amount('110'), updatedAt: now },
  dailyPrices: [...midnights('bitcoin', ['101', '102'])],
  position: { ...emptyPosition('bitcoin'), buyCount: 1, quantity: amount('2') },
} as const;

const refuse = (path: string, value: unknown): never => {
  throw new Error(`${path} is ${JSON.stringify(value)}`);
};
const kept = { midnight: () => undefined, policy: null };
const decode = (json: unknown) => decodeInputs('bitcoin', json, kept, refuse);
const shorten = (of: DecisionInputs) => shortenInputs(of, null);
const [inFull, short] = [encodeInputs, shorten].map((encode) => JSON.parse(JSON.stringify(encode(inputs))));

describe('the inputs of a decision', () => {
  it.each([
    ['published', encodeInputs],
    ['kept', shorten],
  ])('come back from what is %s', async (name, encode) => {
    const json: unknown = JSON.parse(JSON.stringify(encode(inputs)));
    await expect(`${JSON.stringify(json, null, 2)}\n`).toMatchFileSnapshot(`written/inputs-${name}.txt`);
    expect(decode(json)).toEqual(inputs);
    const plain = { ...inputs, terms: FREE_TERMS, heldBack: null, lastSeen: null, sizing: { quantity: amount('1') } };
    expect(decode(JSON.parse(JSON.stringify(encode(plain))))).toEqual(plain);
    expect(inputsVersions).toEqual([1, 2, 3]);
  });

  it('had no terms at first: they were those of paper', () => {
    expect(decode({ ...inFull, terms: undefined }).terms).toEqual(FREE_TERMS);
  });

  it.each<[string, unknown]>([
    ['inputs.version is undefined', null],
    ['inputs.version is 9', { ...inFull, version: 9 }],
    ['inputs.strategy is 5', { ...inFull, strategy: 5 }],
    ['inputs.parameters is "x"', { ...inFull, parameters: 'x' }],
    ['inputs.parameters.a is 5', { ...inFull, parameters: { a: 5 } }],
    ['inputs.quote is null', { ...inFull, quote: null }],
    ['inputs.quote is []', { ...inFull, quote: [] }],
    ['inputs.quote is "x"', { ...inFull, quote: 'x' }],
    ['inputs.quote.marketCapRank is 1.5', { ...inFull, quote: { ...inFull.quote, marketCapRank: 1.5 } }],
    ['inputs.quote.marketCapRank is "1"', { ...inFull, quote: { ...inFull.quote, marketCapRank: '1' } }],
    ['inputs.limits is {}', { ...inFull, limits: {} }],
    ['inputs.limits[0].limit is "x"', { ...inFull, limits: [{ ...inFull.limits[0], limit: 'x' }] }],
    ['inputs.limits[0].closed is 0', { ...inFull, limits: [{ ...inFull.limits[0], closed: 0 }] }],
    ['inputs.carried is 5', { ...inFull, carried: 5 }],
    ['inputs.carried is "1e5"', { ...inFull, carried: '1e5' }],
    ['inputs.sizing.notional is undefined', { ...inFull, sizing: {} }],
    ['inputs.terms is "x"', { ...inFull, terms: 'x' }],
    ['inputs.position is []', { ...short, position: [] }],
    ['inputs.position is "abc"', { ...short, position: 'abc' }],
    ['inputs.lastSeen.at is "2026-11-22"', { ...short, lastSeen: ['99', 1, '2026-11-22'] }],
    ['inputs.dailyPrices is "x"', { ...short, dailyPrices: 'x' }],
  ])('are not read where %s', (problem, json) => {
    expect(() => decode(json)).toThrow(new Error(problem));
  });
});

it('days in a row are referred to up to a hundred thousand at once', () => {
  expect(midnightsReferredTo([['1900-01-01', 100_000]])).toHaveLength(100_000);
  for (const damaged of [[['1900-01-01', 100_001]], [['1900-01-01']], ['1900-01-01'], 'x'])
    expect(midnightsReferredTo(damaged)).toBeNull();
});
