import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInputs, encodeInputs } from '../../src/core/inputs.js';
import type { Decision, Quote, RecordedDecision } from '../../src/core/model.js';
import { makePlan } from '../../src/core/plan.js';
import { recompute } from '../../src/core/recompute.js';
import type { Sizing } from '../../src/core/sizing.js';
import { belowAverage } from '../../src/core/strategies/below-average.js';
import { strategies } from '../../src/core/strategies/index.js';
import { amount, aQuote, aSnapshot, aTick, midnights, now, scaled, units } from './examples.js';

const tick = aTick();

/** Decides, and reads back what a ledger would have recorded of it. */
function decideAndRecord(
  quote: Quote,
  nine: readonly string[],
  sizing: Sizing,
  strategy = belowAverage,
): RecordedDecision {
  const dailyPrices = midnights(quote.coin, nine);
  const snapshot = aSnapshot({ quotes: [quote], dailyPrices: new Map([[quote.coin, dailyPrices]]) });
  const { decisions, orders } = makePlan(tick, snapshot, { strategy, sizing });
  const decision = decisions[0] as Decision;
  const json = JSON.parse(JSON.stringify(decision.inputs && encodeInputs(decision.inputs)));
  const inputs = decodeInputs(quote.coin, json, (path, value) => {
    throw new Error(`${path} is ${value}`);
  });
  expect(inputs).toEqual(decision.inputs);
  return { tick, decision: { ...decision, inputs }, order: orders[0] ?? null, fills: [] };
}

const positive = fc.tuple(units, fc.nat(30)).map(([integer, decimals]) => scaled(integer + 1n, decimals));
const figure = fc.option(fc.tuple(units, fc.nat(30), fc.boolean()).map(([n, d, up]) => amount(scaled(up ? n : -n, d))));
const someQuote = fc
  .record({
    symbol: fc.string(),
    name: fc.string({ unit: 'grapheme' }),
    price: positive.map(amount),
    marketCap: figure,
    marketCapRank: fc.option(fc.nat()),
    high24h: figure,
    low24h: figure,
    priceChange24h: figure,
    priceChangePercentage24h: figure,
    marketCapChange24h: figure,
    marketCapChangePercentage24h: figure,
    updatedAt: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: now })),
  })
  .map((figures): Quote => ({ ...aQuote('bitcoin', '1'), ...figures }));
const someSizing = positive.chain(
  (digits): fc.Arbitrary<Sizing> => fc.constantFrom({ quantity: amount(digits) }, { notional: amount(digits) }),
);

describe('a decision made again from its recorded inputs', () => {
  it.each(Object.values(strategies))('is the recorded one, whatever the market said: $name', (strategy) => {
    const prices = fc.array(positive, { minLength: 0, maxLength: strategy.midnights });
    fc.assert(
      fc.property(someQuote, prices, someSizing, (quote, nine, sizing) => {
        const recorded = decideAndRecord(quote, nine, sizing, strategy);
        expect(recompute(recorded)).toEqual({
          verdict: 'same',
          decision: recorded.decision,
          order: recorded.order,
          differences: [],
        });
      }),
    );
  });

  const bought = decideAndRecord(aQuote('bitcoin', '90'), Array<string>(9).fill('100'), { quantity: amount('1') });
  const { decision, order } = bought;
  const inputs = decision.inputs;
  if (!inputs || !order) throw new Error('it is bought');

  it.each<[string, Partial<RecordedDecision>, string, string[]]>([
    ['other words', { decision: { ...decision, reason: 'cheap' } }, 'reworded', ['reason']],
    ['another action', { decision: { ...decision, action: 'hold' } }, 'otherwise', ['action']],
    ['another average', { decision: { ...decision, average: amount('98') } }, 'otherwise', ['average']],
    ['no average', { decision: { ...decision, average: null } }, 'otherwise', ['average']],
    ['another price', { decision: { ...decision, price: amount('89') } }, 'otherwise', ['price']],
    ['another quantity', { order: { ...order, quantity: amount('2') } }, 'otherwise', ['quantity']],
    ['no order', { order: null }, 'otherwise', ['quantity', 'order price']],
    [
      'another sizing',
      { decision: { ...decision, inputs: { ...inputs, sizing: { quantity: amount('3') } } } },
      'otherwise',
      ['quantity'],
    ],
    [
      'a midnight that is gone',
      { decision: { ...decision, inputs: { ...inputs, dailyPrices: inputs.dailyPrices.slice(1) } } },
      'otherwise',
      ['action', 'average', 'quantity', 'order price', 'reason'],
    ],
  ])('differs where the record was made by another rule, or changed: %s', (_what, changes, verdict, what) => {
    const again = recompute({ ...bought, ...changes });
    expect(again).toMatchObject({ verdict, differences: what.map((it) => ({ what: it })) });
  });

  it.each<[string, RecordedDecision['decision']['inputs'], string]>([
    ['nothing was judged', null, 'no inputs'],
    ['its rule is no longer there', { ...inputs, strategy: 'moon-phase' }, 'no such strategy'],
    ['its rule has the name of something else', { ...inputs, strategy: 'constructor' }, 'no such strategy'],
  ])('cannot be made where %s', (_what, found, verdict) => {
    expect(recompute({ ...bought, decision: { ...decision, inputs: found } })).toEqual({ verdict });
  });
});
