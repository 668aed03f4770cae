import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, RecordedDecision } from '../../src/core/decisions/decision.js';
import { decodeInputs, encodeInputs, shortenInputs } from '../../src/core/decisions/inputs.js';
import { makePlan, type Policy } from '../../src/core/decisions/plan.js';
import { recompute } from '../../src/core/decisions/recompute.js';
import type { Snapshot } from '../../src/core/decisions/snapshot.js';
import { NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import type { Order, Quote } from '../../src/core/model.js';
import { strategyKinds } from '../../src/core/strategies/index.js';
import { amount, aQuote, aRecord, aSnapshot, aStrategy, aTick, midnights, now, scaled, units } from './examples.js';

const tick = aTick();
const required: Readonly<Record<string, Record<string, string>>> = { 'value-averaging': { start: '2026-11-20' } };
const everyStrategy = [...strategyKinds.keys()].map((kind) => aStrategy(kind, required[kind]));

interface Circumstances extends Partial<Policy> {
  readonly seen?: Partial<Snapshot>;
  readonly before?: Spending;
}

const nothingKept = () => undefined;
const refuse = (path: string, value: unknown) => {
  throw new Error(`${path} is ${value}`);
};

/** Decides, and reads back what a ledger would have recorded of it. */
function decideAndRecord(
  quote: Quote,
  nine: readonly string[],
  { seen, before = NOTHING_SPENT, ...changes }: Circumstances = {},
): RecordedDecision & { readonly planned: Order | null } {
  const policy = {
    strategy: aStrategy('below-average'),
    sizing: { quantity: amount('1') },
    caps: {},
    gate: OPEN_GATE,
    ...changes,
  };
  const dailyPrices = new Map([[quote.coin, midnights(quote.coin, nine)]]);
  const { decisions, orders } = makePlan(tick, aSnapshot({ quotes: [quote], dailyPrices, ...seen }), policy, before);
  const decision = decisions[0] as Decision;
  const kept = { midnight: nothingKept, policy: decision.inputs };
  const read = (written: unknown) => decodeInputs(quote.coin, JSON.parse(JSON.stringify(written)), kept, refuse);
  const inputs = decision.inputs && read(shortenInputs(decision.inputs, kept.policy));
  expect(inputs).toEqual(decision.inputs);
  expect(decision.inputs && read(encodeInputs(decision.inputs))).toEqual(inputs); // as 1.0.0 wrote it
  const [planned = null] = orders;
  return { tick, decision: { ...decision, inputs }, order: planned && aRecord(planned), planned };
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
const some = positive.map(amount);
const perhaps = fc.option(some, { nil: undefined });
/** An object without the keys that are undefined. */
const given = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined));
const someSizing = fc
  .record({ isQuantity: fc.boolean(), size: some, maxMultiplier: perhaps, step: perhaps, minNotional: perhaps })
  .map(
    ({ isQuantity, size, ...rest }): Sizing => ({
      ...(isQuantity ? { quantity: size } : { notional: size }),
      ...given({ ...rest, maxMultiplier: rest.maxMultiplier?.plus(1) }),
    }),
  );
const someCircumstances = fc
  .record({
    sizing: someSizing,
    caps: fc.record({ tick: perhaps, day: perhaps, month: perhaps, coin: perhaps, total: perhaps }).map(given),
    gate: fc.record({
      maxQuoteAgeMs: fc.option(fc.nat()),
      maxJumpPercent: fc.option(some),
      maxRankLeap: fc.option(fc.nat()),
    }),
    spent: some,
    carried: some,
    cash: fc.option(some),
    held: some,
    seenAt: some,
  })
  .map(({ spent, carried, cash, held, seenAt, ...policy }) => ({
    ...policy,
    seen: {
      lastSeen: new Map([['bitcoin', { coin: 'bitcoin', price: seenAt, marketCapRank: 1, at: now }]]),
    },
    before: {
      ...NOTHING_SPENT,
      positions: new Map([['bitcoin', { coin: 'bitcoin', buyCount: 1, quantity: held, costBasis: held }]]),
      day: spent,
      cash,
      coins: new Map([['bitcoin', { amount: spent, carried, buysGiven: amount('0'), lastOrderedAt: null }]]),
    },
  }));

describe('a decision made again from its recorded inputs', () => {
  it.each(everyStrategy)('is the recorded one, whatever the market said, and whatever was left: $name', (strategy) => {
    const prices = fc.array(positive, { minLength: 0, maxLength: strategy.midnights });
    fc.assert(
      fc.property(someQuote, prices, someCircumstances, (quote, nine, circumstances) => {
        const recorded = decideAndRecord(quote, nine, { strategy, ...circumstances });
        expect(recompute(recorded)).toEqual({
          verdict: 'same',
          decision: recorded.decision,
          order: recorded.planned,
          differences: [],
        });
      }),
    );
  });

  it('is cut by the same cap again', () => {
    const before = { ...NOTHING_SPENT, day: amount('80') };
    const sizing = { notional: amount('25') };
    const cheap = decideAndRecord(aQuote('bitcoin', '90'), Array<string>(9).fill('100'), {
      sizing,
      caps: { day: amount('100') },
      before,
    });
    expect(cheap.decision.reason).toContain('; the day cap of 100 has 20 left: bought for ');
    expect(recompute(cheap)).toMatchObject({ verdict: 'same', decision: { reason: cheap.decision.reason } });
  });

  it('is cut by what the caps had left and takes what was carried, where only the present code would buy', () => {
    const held = decideAndRecord(aQuote('bitcoin', '110'), Array<string>(9).fill('100'), {
      sizing: { notional: amount('25'), minNotional: amount('10') },
      caps: { day: amount('100') },
      before: {
        ...NOTHING_SPENT,
        day: amount('80'),
        coins: new Map([
          ['bitcoin', { amount: amount('80'), carried: amount('5'), buysGiven: amount('0'), lastOrderedAt: null }],
        ]),
      },
    });
    expect(held.decision).toMatchObject({ action: 'hold', inputs: { carried: amount('5') } });
    const { inputs } = held.decision;
    const decision = { ...held.decision, inputs: inputs && { ...inputs, strategy: 'dca', parameters: {} } };
    // 25 + 5 = 30, and 100 − 80 = 20 are left: 20 / 110 = 0.181818181…
    expect(recompute({ ...held, decision })).toMatchObject({
      verdict: 'otherwise',
      decision: { reason: expect.stringContaining('with 5 carried from earlier buys; the day cap of 100 has 20 left') },
      order: { quantity: amount('0.18181818') },
    });
  });

  const bought = decideAndRecord(aQuote('bitcoin', '90'), Array<string>(9).fill('100'));
  const { decision, order } = bought;
  const inputs = decision.inputs;
  if (!inputs || !order) throw new Error('it is bought');

  it.each<[string, Partial<RecordedDecision>, string, string[]]>([
    ['other words', { decision: { ...decision, reason: 'cheap' } }, 'reworded', ['reason']],
    ['another action', { decision: { ...decision, action: 'hold' } }, 'otherwise', ['action']],
    ['another average', { decision: { ...decision, average: amount('98') } }, 'otherwise', ['average']],
    ['no average', { decision: { ...decision, average: null } }, 'otherwise', ['average']],
    ['another price', { decision: { ...decision, price: amount('89') } }, 'otherwise', ['price']],
    [
      'another quantity',
      { order: { ...order, quantity: amount('2'), reserve: amount('180') } },
      'otherwise',
      ['quantity'],
    ],
    ['no order', { order: null }, 'otherwise', ['quantity', 'order price']],
    ['another reserve', { order: { ...order, reserve: amount('91') } }, 'otherwise', ['reserve']],
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
