import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RecordedDecision } from '../../src/core/decisions/decision.js';
import { makePlan, type Policy } from '../../src/core/decisions/plan.js';
import { recompute } from '../../src/core/decisions/recompute.js';
import type { Snapshot } from '../../src/core/decisions/snapshot.js';
import { NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import type { Quote } from '../../src/core/model.js';
import { type ExplanationStyle, renderExplanations } from '../../src/report/explanation.js';
import { renderExplanationsJson } from '../../src/report/explanation-json.js';
import { amount, aQuote, aRecord, aSnapshot, aStrategy, aTick, midnights, now } from '../core/examples.js';
import { collect, colorful, plain, streamOf } from './examples.js';

const nine = ['19720.01', '19650.5', '19601.12', '19588', '19547.3', '19530.05', '19460.11', '19402.45', '19388'];
const tick = aTick({ slot: '2026-11-22T22', market: 'coingecko' });
const bitcoin: Quote = {
  ...aQuote('bitcoin', '19113.66'),
  symbol: 'btc',
  marketCap: amount('367000000000'),
  marketCapRank: 1,
  high24h: amount('19500'),
  low24h: amount('19000.000000000001'),
  priceChange24h: amount('-246.57482218'),
  priceChangePercentage24h: amount('-1.27'),
  updatedAt: new Date('2026-11-22T22:20:00Z'),
};

interface Circumstances extends Partial<Policy> {
  readonly seen?: Partial<Snapshot>;
  readonly before?: Spending;
}

function decide(
  quote = bitcoin,
  prices = nine,
  { seen, before = NOTHING_SPENT, ...changes }: Circumstances = {},
): RecordedDecision {
  const sizing: Sizing = { quantity: amount('1') };
  const dailyPrices = new Map([[quote.coin, midnights(quote.coin, prices)]]);
  const policy = { strategy: aStrategy('below-average'), sizing, caps: {}, gate: OPEN_GATE, ...changes };
  const plan = makePlan(tick, aSnapshot({ quotes: [quote], dailyPrices, ...seen }), policy, before);
  const [decision] = plan.decisions;
  if (!decision) throw new Error('a quote has a decision');
  return { tick, decision, order: plan.orders[0] ? aRecord(plan.orders[0]) : null };
}

/** A decision whose order was filled. */
function decideAndBuy(): RecordedDecision {
  const recorded = decide();
  return { ...recorded, order: recorded.order && { ...recorded.order, status: 'filled', fills: [fill] } };
}

function explain(decisions: readonly RecordedDecision[], style: Partial<ExplanationStyle> = {}): Promise<string> {
  const explanations = decisions.map((recorded) => ({ recorded, again: recompute(recorded) }));
  const renderNothing = async () => 'Nothing.\n';
  return collect(
    renderExplanations(streamOf(...explanations), { width: 80, color: plain, renderNothing: renderNothing, ...style }),
  );
}

const fill = {
  tradeId: '1',
  quantity: amount('1'),
  price: amount('19113.66'),
  fee: amount('0.5'),
  feeCurrency: null,
  at: now,
  lateDay: null,
};

describe('an explanation', () => {
  it('shows a purchase with its arithmetic, its inputs and what came of it', async () => {
    expect(await explain([decideAndBuy()])).toMatchInlineSnapshot(`
      "Tick tick-1 at 2026-11-22T22:21:12.951Z
      below-average, prices of coingecko in usd, slot 2026-11-22T22

      bitcoin (btc)
        19113.66 is 1.98 % below its 10-day average 19500.12: buy 1

        2026-11-14   19720.01
        2026-11-15   19650.5
        2026-11-16   19601.12
        2026-11-17   19588
        2026-11-18   19547.3
        2026-11-19   19530.05
        2026-11-20   19460.11
        2026-11-21   19402.45
        2026-11-22   19388
        price then   19113.66
        ─────────────────────
        sum         195001.2
        sum / 10     19500.12

        price            19113.66 usd
        24 h low         19000.000000000001
        24 h high        19500
        24 h change      -246.57482218
        24 h change, %   -1.27
        market cap       367000000000
        its rank         1
        its 24 h change  unknown
        its change, %    unknown
        updated at       2026-11-22T22:20:00.000Z
        fetched at       2026-11-22T22:21:12.951Z
        the rule has     window 10, margin 0, strength_span 20
        one buy is       1 btc

        ordered          1 at 19113.66: 19113.66 usd
        filled           1 at 19113.66: 19113.66 usd, fee 0.5,
                         2026-11-22T22:21:12.951Z
        decided again    the same
      "
    `);
  });

  it('shows what was held, for which prices, and figures that were not known', async () => {
    const quote = aQuote('newcomer', '0.00001639');
    expect(
      await explain([decide(quote, ['0.0000164', '12'], { sizing: { notional: amount('25') } })]),
    ).toMatchInlineSnapshot(`
      "Tick tick-1 at 2026-11-22T22:21:12.951Z
      below-average, prices of coingecko in usd, slot 2026-11-22T22

      newcomer (new)
        only 3 of 10 daily prices are known: hold

        2026-11-21   0.0000164
        2026-11-22  12
        price then   0.00001639

        price            0.00001639 usd
        24 h low         unknown
        24 h high        unknown
        24 h change      unknown
        24 h change, %   unknown
        market cap       unknown
        its rank         unknown
        its 24 h change  unknown
        its change, %    unknown
        updated at       unknown
        fetched at       2026-11-22T22:21:12.951Z
        the rule has     window 10, margin 0, strength_span 20
        one buy is       25 usd

        decided again    the same
      "
    `);
  });

  it('shows what was skipped and why, wrapped, and each tick once', async () => {
    const { decision } = decide();
    const skipped = {
      ...decision,
      inputs: null,
      average: null,
      action: 'skip' as const,
      reason:
        'its chart could not be had: https://api.coingecko.com/api/v3 answered with 500 Internal Server Error, 4 times',
    };
    const coins = ['solana', 'tether'].map((coin) => ({ ...decide(), order: null, decision: { ...skipped, coin } }));
    const [solana, tether] = coins as [RecordedDecision, RecordedDecision];
    const earlier = { ...tether, tick: aTick({ id: 'tick-0', startedAt: new Date('2026-11-21T22:15:00Z') }) };
    expect(await explain([solana, tether, earlier])).toMatchInlineSnapshot(`
      "Tick tick-1 at 2026-11-22T22:21:12.951Z
      below-average, prices of coingecko in usd, slot 2026-11-22T22

      solana (btc)
        its chart could not be had: https://api.coingecko.com/api/v3 answered with 500
        Internal Server Error, 4 times: skip

        decided again    not possible: the rule was not asked

      tether (btc)
        its chart could not be had: https://api.coingecko.com/api/v3 answered with 500
        Internal Server Error, 4 times: skip

        decided again    not possible: the rule was not asked

      Tick tick-0 at 2026-11-21T22:15:00.000Z
      below-average, prices of sample in usd

      tether (btc)
        its chart could not be had: https://api.coingecko.com/api/v3 answered with 500
        Internal Server Error, 4 times: skip

        decided again    not possible: the rule was not asked
      "
    `);
  });

  it('says when an order is not settled, and when the present code decides otherwise', async () => {
    const recorded = decide();
    const { inputs } = recorded.decision;
    if (!inputs) throw new Error('it was judged');
    const dearer = { ...inputs, quote: { ...inputs.quote, price: amount('20000') } };
    const tampered = { ...recorded, decision: { ...recorded.decision, inputs: dearer } };
    const text = await explain([tampered]);
    expect(text.slice(text.indexOf('  ordered'))).toMatchInlineSnapshot(`
      "  ordered          1 at 19113.66: 19113.66 usd
        filled           not yet: the next run settles it
        decided again    this version decides otherwise: 20000 is 2.10 % above its
                         10-day average 19588.754: hold (action hold instead of buy,
                         price 20000 instead of 19113.66, average 19588.754 instead of
                         19500.12, quantity none instead of 1, order price none
                         instead of 19113.66)
      "
    `);
  });

  const { inputs } = decide().decision;
  it.each<[string, Partial<RecordedDecision['decision']>, RegExp]>([
    [
      'a rule that is gone',
      { inputs: inputs && { ...inputs, strategy: 'moon-phase' } },
      /^ {2}decided again {4}not possible: this version has no such rule$/m,
    ],
    [
      'a reason in other words',
      { reason: 'cheap' },
      /^ {2}decided again {4}the same, in other words: 19113.66 is 1.98 % below its 10-day\n {19}average 19500.12$/m,
    ],
    [
      'an average that is not the mean of the prices',
      { average: amount('19500.13') },
      /388\n {2}price then {2}19113.66\n {2}─+\n {2}average {5}19500.13\n\n.* otherwise: .*instead of\s+19500.13\)$/ms,
    ],
  ])('says so of %s', async (_what, changes, words) => {
    const recorded = decide();
    expect(await explain([{ ...recorded, decision: { ...recorded.decision, ...changes } }])).toMatch(words);
  });

  it('shows what was seen before, what is believed, what was held, and what caps and cash left', async () => {
    const recorded = decide(bitcoin, nine, {
      sizing: {
        notional: amount('25'),
        maxMultiplier: amount('3'),
        step: amount('0.0001'),
        minNotional: amount('10'),
      },
      caps: { day: amount('100'), month: amount('500') },
      gate: { maxQuoteAgeMs: 3_600_000, maxJumpPercent: amount('50'), maxRankLeap: 50 },
      seen: {
        lastSeen: new Map([['bitcoin', { coin: 'bitcoin', price: amount('19200'), marketCapRank: 1, at: now }]]),
      },
      before: {
        ...NOTHING_SPENT,
        positions: new Map([
          ['bitcoin', { coin: 'bitcoin', buyCount: 2, quantity: amount('0.5'), costBasis: amount('9500') }],
        ]),
        day: amount('80'),
        cash: amount('300'),
        coins: new Map([
          ['bitcoin', { amount: amount('80'), carried: amount('7'), buysGiven: amount('0'), lastOrderedAt: now }],
        ]),
      },
    });
    const text = await explain([recorded]);
    expect(text.slice(text.indexOf('  fetched at'))).toMatchInlineSnapshot(`
      "  fetched at       2026-11-22T22:21:12.951Z
        last seen        19200, rank 1, 2026-11-22T22:21:12.951Z
        believed are     prices of 60 minutes, jumps of 50 %, leaps of 50 ranks
        held before      0.5 btc, for 9500
        the rule has     window 10, margin 0, strength_span 20
        one buy is       25 usd, up to 3 times when the signal is strong, in steps of
                         0.0001, orders of at least 10
        carried          7 usd from earlier buys
        day cap          20 left of 100
        month cap        500 left of 500
        cash             300 left

        ordered          0.001 at 19113.66: 19.11366 usd
        filled           not yet: the next run settles it
        decided again    the same
      "
    `);
    expect(text).toMatch(/the day cap of 100 has 20 left:\s+bought for 19.11366: buy 0.001\n/);
  });

  it('has colours on a terminal only, and they change no text', async () => {
    const recorded = decide();
    const changed = { ...recorded, decision: { ...recorded.decision, action: 'hold' as const } };
    const text = await explain([recorded, changed], { color: colorful });
    expect(stripVTControlCharacters(text)).toBe(await explain([recorded, changed]));
    expect(text).toContain('\u001b[33mdecided again');
  });

  it.each([60, 80])('breaks sentences where the terminal ends: %i columns', async (width) => {
    const recorded = decide();
    const changed = { ...recorded, decision: { ...recorded.decision, action: 'hold' as const } };
    const lines = (await explain([changed], { width })).split('\n').slice(2);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it.each(['1e-18', '1e15', '1234567890123456789012345678901234567890.5'])(
    'stays within 80 columns for a name of 10 KB at a price of %s',
    async (price) => {
      const odd: Quote = {
        ...bitcoin,
        coin: 'x'.repeat(10_240),
        name: 'y'.repeat(10_240),
        symbol: 'z'.repeat(10_240),
        price: amount(price),
      };
      const lines = (await explain([decide(odd)])).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  it('is what there is to say where there is nothing to explain', async () => {
    expect(await explain([])).toBe('Nothing.\n');
  });
});

describe('an explanation in JSON', () => {
  const render = (...recorded: RecordedDecision[]) =>
    collect(renderExplanationsJson(streamOf(...recorded.map((it) => ({ recorded: it, again: recompute(it) })))));

  it('has every input, order and fill, in exact digits', async () => {
    expect(JSON.parse(await render(decideAndBuy())).decisions[0]).toMatchInlineSnapshot(`
      {
        "action": "buy",
        "again": {
          "action": "buy",
          "average": "19500.12",
          "differences": [],
          "order": {
            "id": "tick-1-bitcoin",
            "price": "19113.66",
            "quantity": "1",
            "side": "buy",
          },
          "price": "19113.66",
          "reason": "19113.66 is 1.98 % below its 10-day average 19500.12",
          "verdict": "same",
        },
        "average": "19500.12",
        "coin": "bitcoin",
        "fills": [
          {
            "at": "2026-11-22T22:21:12.951Z",
            "cost": "19113.66",
            "fee": "0.5",
            "feeCurrency": null,
            "price": "19113.66",
            "quantity": "1",
          },
        ],
        "inputs": {
          "carried": "0",
          "dailyPrices": [
            {
              "day": "2026-11-14",
              "price": "19720.01",
            },
            {
              "day": "2026-11-15",
              "price": "19650.5",
            },
            {
              "day": "2026-11-16",
              "price": "19601.12",
            },
            {
              "day": "2026-11-17",
              "price": "19588",
            },
            {
              "day": "2026-11-18",
              "price": "19547.3",
            },
            {
              "day": "2026-11-19",
              "price": "19530.05",
            },
            {
              "day": "2026-11-20",
              "price": "19460.11",
            },
            {
              "day": "2026-11-21",
              "price": "19402.45",
            },
            {
              "day": "2026-11-22",
              "price": "19388",
            },
          ],
          "gate": {
            "maxJumpPercent": null,
            "maxQuoteAgeMs": null,
            "maxRankLeap": null,
          },
          "lastSeen": null,
          "limits": [],
          "parameters": {
            "margin": "0",
            "strength_span": "20",
            "window": "10",
          },
          "position": {
            "buyCount": 0,
            "costBasis": "0",
            "quantity": "0",
          },
          "quote": {
            "fetchedAt": "2026-11-22T22:21:12.951Z",
            "high24h": "19500",
            "low24h": "19000.000000000001",
            "marketCap": "367000000000",
            "marketCapChange24h": null,
            "marketCapChangePercentage24h": null,
            "marketCapRank": 1,
            "name": "BITCOIN",
            "price": "19113.66",
            "priceChange24h": "-246.57482218",
            "priceChangePercentage24h": "-1.27",
            "symbol": "btc",
            "updatedAt": "2026-11-22T22:20:00.000Z",
          },
          "sizing": {
            "quantity": "1",
          },
          "strategy": "below-average",
          "terms": {
            "feeRate": "0",
            "slippageBps": "0",
          },
          "version": 1,
        },
        "order": {
          "closedAt": null,
          "id": "tick-1-bitcoin",
          "price": "19113.66",
          "promisedAt": "2026-11-22T22:21:12.951Z",
          "quantity": "1",
          "reason": null,
          "sentAt": null,
          "side": "buy",
          "status": "filled",
        },
        "price": "19113.66",
        "reason": "19113.66 is 1.98 % below its 10-day average 19500.12",
        "symbol": "btc",
        "tick": {
          "id": "tick-1",
          "market": "coingecko",
          "quoteCurrency": "usd",
          "slot": "2026-11-22T22",
          "startedAt": "2026-11-22T22:21:12.951Z",
          "strategy": "below-average",
        },
      }
    `);
  });

  it('says what is different', async () => {
    const recorded = decide();
    const changed = { ...recorded, decision: { ...recorded.decision, action: 'hold' as const }, order: null };
    const { decisions } = JSON.parse(
      await render(changed, { ...changed, decision: { ...changed.decision, inputs: null } }),
    );
    expect(decisions.map((it: { again: unknown }) => it.again)).toMatchInlineSnapshot(`
      [
        {
          "action": "buy",
          "average": "19500.12",
          "differences": [
            {
              "present": "buy",
              "recorded": "hold",
              "what": "action",
            },
            {
              "present": "1",
              "recorded": null,
              "what": "quantity",
            },
            {
              "present": "19113.66",
              "recorded": null,
              "what": "order price",
            },
          ],
          "order": {
            "id": "tick-1-bitcoin",
            "price": "19113.66",
            "quantity": "1",
            "side": "buy",
          },
          "price": "19113.66",
          "reason": "19113.66 is 1.98 % below its 10-day average 19500.12",
          "verdict": "otherwise",
        },
        {
          "verdict": "no inputs",
        },
      ]
    `);
    expect(await render()).toBe('{"decisions":[]}\n');
  });
});
