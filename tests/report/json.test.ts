import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/core/model.js';
import { toExactString } from '../../src/core/money.js';
import { renderJsonError } from '../../src/report/json-error.js';
import { renderHistoryJson, renderPortfolioJson, renderTickJson } from '../../src/report/tick/json.js';
import {
  aHolding,
  amount,
  aPortfolio,
  aPurchase,
  aResult,
  aTransaction,
  bitcoin,
  collect,
  streamOf,
  tether,
} from './examples.js';

/** The text with one field a line: the order of keys is part of the contract. */
const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 2);

describe('the JSON of a tick', () => {
  const result = aResult({
    decisions: [
      {
        coin: 'bitcoin',
        symbol: 'btc',
        price: amount('19113.66'),
        average: amount('19113.6600000000000000000000000000000000000001'),
        action: 'buy',
        reason: 'it is cheap',
        inputs: null,
      },
      { coin: 'x', symbol: 'x', price: null, average: null, action: 'skip', reason: 'no "price"', inputs: null },
    ],
    purchases: [aPurchase({ quantity: amount('1e-8'), fee: amount('0.5') })],
    portfolio: () => aPortfolio(bitcoin),
  });

  it('is one line of the documented fields in the documented order', () => {
    const text = renderTickJson(result, { dryRun: false });
    expect(text.split('\n')).toEqual([expect.any(String), '']);
    expect(pretty(text)).toMatchInlineSnapshot(`
      "{
        "tick": {
          "id": "tick-2",
          "startedAt": "2026-11-22T22:21:12.951Z",
          "slot": null,
          "market": "coingecko",
          "strategy": "below-average",
          "status": "recorded"
        },
        "decisions": [
          {
            "coin": "bitcoin",
            "symbol": "btc",
            "price": "19113.66",
            "average": "19113.6600000000000000000000000000000000000001",
            "action": "buy",
            "reason": "it is cheap"
          },
          {
            "coin": "x",
            "symbol": "x",
            "price": null,
            "average": null,
            "action": "skip",
            "reason": "no \\"price\\""
          }
        ],
        "purchases": [
          {
            "coin": "bitcoin",
            "quantity": "0.00000001",
            "price": "19113.66",
            "cost": "0.0001911366",
            "at": "2026-11-22T22:21:12.951Z"
          }
        ],
        "portfolio": {
          "quoteCurrency": "usd",
          "asOf": "2026-11-22T22:21:12.951Z",
          "positions": [
            {
              "coin": "bitcoin",
              "symbol": "btc",
              "name": "Bitcoin",
              "buyCount": 2,
              "quantity": "2",
              "averageCost": "19113.66",
              "costBasis": "38227.32",
              "price": "19113.66",
              "priceAt": "2026-11-22T22:21:12.951Z",
              "marketValue": "38227.32",
              "unrealizedPnl": "0",
              "gainPercent": "0.00"
            }
          ],
          "totals": {
            "costBasis": "38227.32",
            "marketValue": "38227.32",
            "unrealizedPnl": "0",
            "gainPercent": "0.00"
          }
        },
        "notes": []
      }"
    `);
  });

  it.each([
    ['recorded', false, 'recorded'],
    ['recorded', true, 'dry-run'],
    ['already-recorded', false, 'already-recorded'],
    ['already-recorded', true, 'already-recorded'],
  ] as const)('of a tick that is %s has, with dry run %s, the status %s', (status, dryRun, shown) => {
    const { tick } = aResult();
    const slot = '2026-11-22T22';
    const text = renderTickJson(aResult({ status, tick: { ...tick, slot } }), { dryRun });
    expect(JSON.parse(text).tick).toMatchObject({ status: shown, slot });
  });
});

describe('the JSON of a portfolio', () => {
  it('has exact amounts, and null where nothing is known', () => {
    const unpriced = aHolding({ coin: 'gone', symbol: 'gone', name: 'Gone, "Coin"', price: null, priceAt: null });
    expect(pretty(renderPortfolioJson(aPortfolio(tether, unpriced)))).toMatchInlineSnapshot(`
      "{
        "quoteCurrency": "usd",
        "asOf": "2026-11-22T22:21:12.951Z",
        "positions": [
          {
            "coin": "tether",
            "symbol": "usdt",
            "name": "Tether",
            "buyCount": 2,
            "quantity": "2",
            "averageCost": "0.9999",
            "costBasis": "1.9998",
            "price": "0.999586",
            "priceAt": "2026-11-22T22:21:12.951Z",
            "marketValue": "1.999172",
            "unrealizedPnl": "-0.000628",
            "gainPercent": "-0.03"
          },
          {
            "coin": "gone",
            "symbol": "gone",
            "name": "Gone, \\"Coin\\"",
            "buyCount": 2,
            "quantity": "2",
            "averageCost": "19113.66",
            "costBasis": "38227.32",
            "price": null,
            "priceAt": null,
            "marketValue": null,
            "unrealizedPnl": null,
            "gainPercent": null
          }
        ],
        "totals": {
          "costBasis": "1.9998",
          "marketValue": "1.999172",
          "unrealizedPnl": "-0.000628",
          "gainPercent": "-0.03"
        }
      }"
    `);
  });

  it('of an empty ledger has no positions', () => {
    expect(renderPortfolioJson(aPortfolio())).toMatchInlineSnapshot(`
      "{"quoteCurrency":"usd","asOf":"2026-11-22T22:21:12.951Z","positions":[],"totals":{"costBasis":"0","marketValue":"0","unrealizedPnl":"0","gainPercent":null}}
      "
    `);
  });

  it('cuts the average cost alone to 40 digits', () => {
    const third = aHolding({ quantity: amount('3'), costBasis: amount('1'), price: amount('1e-12') });
    expect(JSON.parse(renderPortfolioJson(aPortfolio(third))).positions[0]).toMatchObject({
      averageCost: '0.3333333333333333333333333333333333333333',
      marketValue: '0.000000000003',
      unrealizedPnl: '-0.999999999997',
      gainPercent: '-100.00',
    });
  });
});

describe('the JSON of a history', () => {
  it('has a transaction a line', async () => {
    const transactions = streamOf(aTransaction(), aTransaction({ id: 'fill-2', price: amount('0.00000856') }));
    expect(await collect(renderHistoryJson(transactions))).toMatchInlineSnapshot(`
      "{"transactions":[
      {"id":"fill-1","tickId":"tick-2","coin":"bitcoin","symbol":"btc","side":"buy","quantity":"1","price":"19113.66","cost":"19113.66","fee":"0","at":"2026-11-22T22:21:12.951Z","feeCurrency":null},
      {"id":"fill-2","tickId":"tick-2","coin":"bitcoin","symbol":"btc","side":"buy","quantity":"1","price":"0.00000856","cost":"0.00000856","fee":"0","at":"2026-11-22T22:21:12.951Z","feeCurrency":null}
      ]}
      "
    `);
  });

  it('of no transactions is an empty list', async () => {
    expect(await collect(renderHistoryJson(streamOf<Transaction>()))).toBe('{"transactions":[]}\n');
  });

  it('has every digit of every amount, and no exponent', async () => {
    const positive = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 40n - 1n }), fc.integer({ min: -60, max: 12 }))
      .map(([integer, exponent]) => amount(`${integer}e${exponent}`));
    const transaction = fc
      .record({ quantity: positive, price: positive, fee: positive })
      .map((changes) => aTransaction(changes));
    await fc.assert(
      fc.asyncProperty(fc.array(transaction), async (transactions) => {
        const read = JSON.parse(await collect(renderHistoryJson(streamOf(...transactions)))).transactions;
        expect(read).toHaveLength(transactions.length);
        for (const [index, { quantity, price, fee }] of transactions.entries()) {
          expect([amount(read[index].quantity), amount(read[index].price), amount(read[index].fee)]).toEqual([
            quantity,
            price,
            fee,
          ]);
          expect(read[index].cost).toBe(toExactString(quantity.times(price)));
          expect(read[index].cost).toMatch(/^\d+(\.\d+)?$/);
        }
      }),
    );
  });

  it('comes in chunks, of which the first is held back until it is worth a write', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield aTransaction();
      }
    }
    for await (const chunk of renderHistoryJson(endless())) {
      expect(chunk.length).toBeGreaterThan(16_000);
      expect(chunk.length).toBeLessThan(17_000);
      break;
    }
    expect(read).toBeLessThan(200);
  });

  it('of a source that fails at once is nothing at all', async () => {
    async function* failing(): AsyncGenerator<Transaction> {
      yield aTransaction();
      throw new Error('gone');
    }
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of renderHistoryJson(failing())) chunks.push(chunk);
    })();
    await expect(reading).rejects.toThrow('gone');
    expect(chunks).toEqual([]);
  });
});

it('the JSON of an error has its code, message and whether to try again', () => {
  const text = renderJsonError({ code: 'market-data', message: 'the "market"\nis down', retryable: true });
  expect(text).toBe('{"error":{"code":"market-data","message":"the \\"market\\"\\nis down","retryable":true}}\n');
});
