import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/core/model.js';
import { visible } from '../../src/core/values/text.js';
import { renderHistoryCsv, renderPortfolioCsv } from '../../src/report/csv.js';
import { renderHistoryJson, renderPortfolioJson } from '../../src/report/tick/json.js';
import { aHolding, amount, aPortfolio, aTransaction, bitcoin, collect, streamOf } from './examples.js';

/** Reads RFC 4180, as a spreadsheet does: records of fields by column name. */
function parseCsv(text: string): Record<string, string>[] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && quoted === undefined && bare === '') break;
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') records.push([]);
  }
  const [names = [], ...rows] = records.slice(0, -1);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? 'missing'])));
}

/** JSON's fields as CSV writes them: what cannot be seen is escaped. */
const asText = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? '' : visible(String(value))]),
  );

/** As the README says to read them: without the apostrophe that keeps a spreadsheet from running a text. */
const withoutApostrophes = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(/^'(?='*[=+\-@])/, '')]));

const gone = aHolding({ coin: 'gone', symbol: '=1+1', name: 'Gone, the "Coin"', price: null, priceAt: null });

it('the CSV of a portfolio has a line per position, quoted where it must be, and empty fields for what is unknown', () => {
  expect(renderPortfolioCsv(aPortfolio(bitcoin, gone))).toMatchInlineSnapshot(`
    "coin,symbol,name,buyCount,quantity,averageCost,costBasis,price,priceAt,marketValue,unrealizedPnl,gainPercent
    bitcoin,btc,Bitcoin,2,2,19113.66,38227.32,19113.66,2026-11-22T22:21:12.951Z,38227.32,0,0.00
    gone,'=1+1,"Gone, the ""Coin""",2,2,19113.66,38227.32,,,,,
    "
  `);
});

it('the CSV of an empty portfolio is its header', () => {
  expect(renderPortfolioCsv(aPortfolio())).toMatchInlineSnapshot(`
    "coin,symbol,name,buyCount,quantity,averageCost,costBasis,price,priceAt,marketValue,unrealizedPnl,gainPercent
    "
  `);
});

it('the CSV of a history has a line per transaction', async () => {
  const transactions = streamOf(aTransaction(), aTransaction({ id: 'fill-2', quantity: amount('1e-12') }));
  expect(await collect(renderHistoryCsv(transactions))).toMatchInlineSnapshot(`
    "id,tickId,coin,symbol,side,quantity,price,cost,fee,at,feeCurrency
    fill-1,tick-2,bitcoin,btc,buy,1,19113.66,19113.66,0,2026-11-22T22:21:12.951Z,
    fill-2,tick-2,bitcoin,btc,buy,0.000000000001,19113.66,0.00000001911366,0,2026-11-22T22:21:12.951Z,
    "
  `);
});

it('the CSV of an empty history is its header', async () => {
  expect(await collect(renderHistoryCsv(streamOf<Transaction>()))).toBe(
    'id,tickId,coin,symbol,side,quantity,price,cost,fee,at,feeCurrency\n',
  );
});

/** What a spreadsheet would run; a number it would not. */
const FORMULA = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/;

describe('CSV reads back as the fields of JSON', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\t', ' ', '=', '-', '+', '@', "'", ';', '日', '😀'),
  });

  it('for a portfolio, whatever its names', () => {
    const holding = fc
      .record({ coin: text, symbol: text, name: text, price: fc.option(fc.constant(amount('1.5'))) })
      .map((changes) => aHolding(changes));
    fc.assert(
      fc.property(fc.array(holding), (holdings) => {
        const portfolio = aPortfolio(...holdings);
        const { positions } = JSON.parse(renderPortfolioJson(portfolio));
        const records = parseCsv(renderPortfolioCsv(portfolio));
        expect(records.map(withoutApostrophes)).toEqual(positions.map(asText));
        for (const value of records.flatMap((it) => Object.values(it))) expect(value).not.toMatch(FORMULA);
      }),
    );
  });

  it('for a history, whatever its names', async () => {
    const transaction = fc.record({ id: text, tickId: text, coin: text, symbol: text }).map((it) => aTransaction(it));
    await fc.assert(
      fc.asyncProperty(fc.array(transaction), async (all) => {
        const { transactions } = JSON.parse(await collect(renderHistoryJson(streamOf(...all))));
        const records = parseCsv(await collect(renderHistoryCsv(streamOf(...all))));
        expect(records.map(withoutApostrophes)).toEqual(transactions.map(asText));
        for (const value of records.flatMap((it) => Object.values(it))) expect(value).not.toMatch(FORMULA);
      }),
    );
  });
});
