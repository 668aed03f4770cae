import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/core/model.js';
import { type Holding, valuePortfolio } from '../../src/core/portfolio.js';
import { renderHistoryTable, renderPortfolioTable } from '../../src/report/table.js';
import {
  aHolding,
  amount,
  aPortfolio,
  aTransaction,
  bitcoin,
  collect,
  colorful,
  now,
  plain,
  streamOf,
  tether,
} from './examples.js';

const style = { width: 80, color: plain, storedPrices: new Set<string>(), attribution: null };
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const pepe = aHolding({
  coin: 'pepe',
  symbol: 'pepe',
  name: 'Pepe',
  buyCount: 1,
  quantity: amount('1000000'),
  costBasis: amount('9.1'),
  price: amount('0.00000856'),
});
const gone = aHolding({ coin: 'gone', symbol: 'gone', name: 'Gone Coin', price: null, priceAt: null });
const portfolio = aPortfolio(bitcoin, tether, pepe);

describe('the portfolio table', () => {
  it('has a line per coin where there is room for it', () => {
    expect(renderPortfolioTable(portfolio, { ...style, width: 160 })).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin     Symbol   Quantity  Buys  Average cost  Cost basis       Price  Market value  Unrealized P&L  Gain %
      ───────  ──────  ─────────  ────  ────────────  ──────────  ──────────  ────────────  ──────────────  ──────
      Bitcoin  btc             2     2     19,113.66   38,227.32   19,113.66     38,227.32            0.00    0.00
      Tether   usdt            2     2        0.9999        2.00    0.999586          2.00       -0.000628   -0.03
      Pepe     pepe    1,000,000     1     0.0000091        9.10  0.00000856          8.56           -0.54   -5.93
      ───────  ──────  ─────────  ────  ────────────  ──────────  ──────────  ────────────  ──────────────  ──────
      Total                                            38,238.42                 38,237.88       -0.540628    0.00
      "
    `);
  });

  it('stacks two values in a cell at 80 columns', () => {
    expect(renderPortfolioTable(portfolio, style)).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin      Quantity  Average cost    Cost basis  Unrealized P&L
      Symbol        Buys         Price  Market value          Gain %
      ───────  ─────────  ────────────  ────────────  ──────────────
      Bitcoin          2     19,113.66     38,227.32            0.00
      btc              2     19,113.66     38,227.32            0.00
      ───────  ─────────  ────────────  ────────────  ──────────────
      Tether           2        0.9999          2.00       -0.000628
      usdt             2      0.999586          2.00           -0.03
      ───────  ─────────  ────────────  ────────────  ──────────────
      Pepe     1,000,000     0.0000091          9.10           -0.54
      pepe             1    0.00000856          8.56           -5.93
      ───────  ─────────  ────────────  ────────────  ──────────────
      Total                                38,238.42       -0.540628
                                           38,237.88            0.00
      "
    `);
  });

  it('is a list where even that does not fit', () => {
    expect(renderPortfolioTable(aPortfolio(bitcoin), { ...style, width: 40 })).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin              Bitcoin
      Symbol                btc
      Quantity                2
      Buys                    2
      Average cost    19,113.66
      Cost basis      38,227.32
      Price           19,113.66
      Market value    38,227.32
      Unrealized P&L       0.00
      Gain %               0.00
      ──────────────  ─────────
      Coin                Total
      Cost basis      38,227.32
      Market value    38,227.32
      Unrealized P&L       0.00
      Gain %               0.00
      "
    `);
  });

  it('is a list at 80 columns where amounts are enormous, and shows every digit of them', () => {
    const whale = aHolding({ quantity: amount('1e12'), costBasis: amount('1e24'), price: amount('1e12') });
    expect(renderPortfolioTable(aPortfolio(whale), style)).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin                                         Bitcoin
      Symbol                                           btc
      Quantity                           1,000,000,000,000
      Buys                                               2
      Average cost                    1,000,000,000,000.00
      Cost basis      1,000,000,000,000,000,000,000,000.00
      Price                           1,000,000,000,000.00
      Market value    1,000,000,000,000,000,000,000,000.00
      Unrealized P&L                                  0.00
      Gain %                                          0.00
      ──────────────  ────────────────────────────────────
      Coin                                           Total
      Cost basis      1,000,000,000,000,000,000,000,000.00
      Market value    1,000,000,000,000,000,000,000,000.00
      Unrealized P&L                                  0.00
      Gain %                                          0.00
      "
    `);
  });

  it('as a list has room for names that begin alike', () => {
    const [name, symbol] = ['A Rather Long Name of Coin', 'a-rather-long-symbol-of-a-coin'];
    const alike = [1, 2].map((n) =>
      aHolding({ coin: `${symbol}-${n}`, name: `${name} ${n}`, symbol: `${symbol}-${n}`, quantity: amount('1e18') }),
    );
    const lines = renderPortfolioTable(aPortfolio(...alike), { ...style, width: 60 }).split('\n');
    const shown = lines.filter((line) => /^(Coin|Symbol) /.test(line)).map((line) => line.replace(/^\w+ +/, ''));
    expect(shown).toEqual([`${name} 1`, `${symbol}-1`, `${name} 2`, `${symbol}-2`, 'Total']);
  });

  it('escapes what cannot be seen in a name, and keeps the columns below each other', () => {
    const text = renderPortfolioTable(aPortfolio({ ...bitcoin, name: '\u001b[31mred\n' }, tether), {
      ...style,
      width: 160,
      color: colorful,
    });
    const [red = '', plainLine = ''] = text.split('\n').filter((line) => /^\\u001b|^Tether/.test(line));
    expect(red.startsWith('\\u001b[31mred\\u000a  btc')).toBe(true);
    expect(red.indexOf('btc')).toBe(plainLine.indexOf('usdt'));
  });

  it('marks prices that are not fresh, and what is left out, and credits the source', () => {
    const stale = [
      aHolding({ priceAt: hoursAgo(2) }),
      aHolding({ coin: 'tether', name: 'Tether', symbol: 'usdt', priceAt: hoursAgo(72) }),
    ];
    const text = renderPortfolioTable(aPortfolio(...stale, pepe, gone), {
      ...style,
      storedPrices: new Set(['bitcoin', 'tether', 'gone']),
      attribution: 'Data provided by CoinGecko',
    });
    expect(text).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin        Quantity  Average cost    Cost basis  Unrealized P&L
      Symbol          Buys         Price  Market value          Gain %
      ─────────  ─────────  ────────────  ────────────  ──────────────
      * Bitcoin          2     19,113.66     38,227.32            0.00
      btc                2     19,113.66     38,227.32            0.00
      ─────────  ─────────  ────────────  ────────────  ──────────────
      * Tether           2     19,113.66     38,227.32            0.00
      usdt               2     19,113.66     38,227.32            0.00
      ─────────  ─────────  ────────────  ────────────  ──────────────
      Pepe       1,000,000     0.0000091          9.10           -0.54
      pepe               1    0.00000856          8.56           -5.93
      ─────────  ─────────  ────────────  ────────────  ──────────────
      Gone Coin          2     19,113.66     38,227.32               -
      gone               2             -             -               -
      ─────────  ─────────  ────────────  ────────────  ──────────────
      Total                                  76,463.74           -0.54
                                             76,463.20            0.00

      * not fresh: price stored between 2 hours and 3 days ago
      The total leaves out coins without a price.
      Data provided by CoinGecko
      "
    `);
  });

  it('tells the age of a stored price once where all are of one age', () => {
    const text = renderPortfolioTable(aPortfolio(aHolding({ priceAt: hoursAgo(1) })), {
      ...style,
      storedPrices: new Set(['bitcoin']),
    });
    expect(text.split('\n').slice(-3)).toEqual(['', '* not fresh: price stored 1 hour ago', '']);
  });

  it('of an empty ledger is a line that says how to begin', () => {
    expect(renderPortfolioTable(aPortfolio(), style)).toBe(
      'Nothing is held yet. The first tick is made with: crypto-bot run\n',
    );
    expect(renderPortfolioTable(aPortfolio(), { ...style, hasTicks: true })).toBe(
      'Nothing is held yet. Why no tick has bought anything: crypto-bot why\n',
    );
  });

  it('colours gains green and losses red, and leaves zero plain', () => {
    const winner = aHolding({ coin: 'winner', name: 'Winner', price: amount('30000') });
    const text = renderPortfolioTable(aPortfolio(bitcoin, tether, winner), { ...style, width: 160, color: colorful });
    expect(text).toContain(colorful.green('21,772.68'));
    expect(text).toContain(colorful.red('-0.000628'));
    const [bitcoinLine = ''] = text.split('\n').filter((line) => line.startsWith('Bitcoin'));
    expect(stripVTControlCharacters(bitcoinLine)).toBe(bitcoinLine);
  });
});

describe('the history table', () => {
  const transactions = [
    aTransaction(),
    aTransaction({ coin: 'pepe', quantity: amount('1000000'), price: amount('0.00000856'), fee: amount('0.01') }),
  ];
  const historyStyle = { ...style, filtered: false, most: null };

  it('has a line per transaction where there is room for it', async () => {
    expect(await collect(renderHistoryTable(streamOf(...transactions), historyStyle))).toMatchInlineSnapshot(`
      "Time (UTC)           Coin     Side   Quantity       Price       Cost   Fee
      ───────────────────  ───────  ────  ─────────  ──────────  ─────────  ────
      2026-11-22 22:21:12  bitcoin  buy           1   19,113.66  19,113.66  0.00
      2026-11-22 22:21:12  pepe     buy   1,000,000  0.00000856       8.56  0.01
      "
    `);
  });

  it('stacks two values in a cell where there is not', async () => {
    const table = renderHistoryTable(streamOf(...transactions), { ...historyStyle, width: 60 });
    expect(await collect(table)).toMatchInlineSnapshot(`
      "Time (UTC)           Coin      Quantity       Price
                           Side           Fee        Cost
      ───────────────────  ───────  ─────────  ──────────
      2026-11-22 22:21:12  bitcoin          1   19,113.66
                           buy           0.00   19,113.66
      ───────────────────  ───────  ─────────  ──────────
      2026-11-22 22:21:12  pepe     1,000,000  0.00000856
                           buy           0.01        8.56
      "
    `);
  });

  it('says how to begin where there is none, unless only some were asked for', async () => {
    expect(await collect(renderHistoryTable(streamOf<Transaction>(), historyStyle))).toBe(
      'There are no transactions yet. The first tick is made with: crypto-bot run\n',
    );
    expect(await collect(renderHistoryTable(streamOf<Transaction>(), { ...historyStyle, hasTicks: true }))).toBe(
      'There are no transactions yet. Why no tick has bought anything: crypto-bot why\n',
    );
    expect(await collect(renderHistoryTable(streamOf<Transaction>(), { ...historyStyle, filtered: true }))).toBe(
      'No transaction matches.\n',
    );
  });

  it('stops at the most that is wanted, and says that there is more', async () => {
    const many = Array.from({ length: 4 }, (_, index) => aTransaction({ coin: `coin-${index}` }));
    const text = await collect(renderHistoryTable(streamOf(...many), { ...historyStyle, most: 3 }));
    expect(text.match(/coin-\d/g)).toEqual(['coin-0', 'coin-1', 'coin-2']);
    expect(text).toMatch(/\nThese are the newest 3; --limit N shows more\.\n$/);
    const all = await collect(renderHistoryTable(streamOf(...many.slice(1)), { ...historyStyle, most: 3 }));
    expect(all).not.toContain('newest');
  });

  it('comes in pages with a heading each, and has every transaction once', async () => {
    const many = Array.from({ length: 501 }, (_, index) => aTransaction({ coin: `coin-${index}` }));
    const pages: string[] = [];
    for await (const page of renderHistoryTable(streamOf(...many), historyStyle)) pages.push(page);
    expect(pages.map((page) => page.match(/^Time/gm)?.length)).toEqual([1, 1, 1]);
    expect([...pages.join('').matchAll(/coin-\d+/g)].map(([coin]) => coin)).toEqual(many.map(({ coin }) => coin));
  });

  it('reads no further than it is asked to', async () => {
    let read = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield aTransaction();
        }
      } finally {
        closed = true;
      }
    }
    for await (const page of renderHistoryTable(endless(), historyStyle)) {
      expect(page).toContain('bitcoin');
      break;
    }
    expect(read).toBeLessThan(300);
    expect(closed).toBe(true);
  });
});

describe('at 80 columns', () => {
  const wide = ['日', '本', '가', '😀', '🚀'];
  const name = fc.string({
    unit: fc.constantFrom('a', 'Z', '7', ' ', '$', '|', '…', 'é', 'e\u0301', ...wide),
    minLength: 1,
    maxLength: 100,
  });
  const positive = fc
    .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: -18, max: 9 }))
    .map(([integer, exponent]) => amount(`${integer}e${exponent}`));
  const runs = { numRuns: 40 };
  const holding = fc.record<Holding>({
    coin: name,
    symbol: name,
    name,
    buyCount: fc.nat(),
    quantity: positive,
    costBasis: positive,
    price: fc.option(positive),
    priceAt: fc.constant(now),
  });

  /** What a terminal makes of the characters above. */
  const widthOf = (line: string) => line.replaceAll('\u0301', '').replaceAll(/[日本가😀🚀]/gu, 'xx').length;
  const widest = (text: string) => Math.max(...text.split('\n').map(widthOf));

  it('no line of a portfolio is wider, whatever the names and amounts, and colours change no text', () => {
    fc.assert(
      fc.property(fc.array(holding, { minLength: 1, maxLength: 3 }), (holdings) => {
        const valued = valuePortfolio(holdings, 'usd', now);
        const storedPrices = new Set(holdings.slice(0, 2).map(({ coin }) => coin));
        const text = renderPortfolioTable(valued, { ...style, storedPrices });
        expect(widest(text)).toBeLessThanOrEqual(80);
        const colored = renderPortfolioTable(valued, { ...style, storedPrices, color: colorful });
        expect(stripVTControlCharacters(colored)).toBe(text);
      }),
      runs,
    );
  });

  it('a name of 10 KB is one like any other', async () => {
    const [huge, long] = ['x'.repeat(10_240), '1234567890123456789012345678901234567890.5'];
    const odd = aHolding({ coin: huge, symbol: huge, name: huge, quantity: amount(long), price: amount('1e-18') });
    const dear = aHolding({ coin: 'dear', name: 'Dear', price: amount('1e15') });
    const text = renderPortfolioTable(aPortfolio(odd, dear), style);
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).toContain('1,000,000,000,000,000');
    const bought = [
      aTransaction({ coin: huge, quantity: amount(long), price: amount('1e-18') }),
      aTransaction({ price: amount('1e15') }),
    ];
    const history = { width: 80, color: plain, filtered: false, most: null };
    expect(widest(await collect(renderHistoryTable(streamOf(...bought), history)))).toBeLessThanOrEqual(80);
  });

  it('no line of a history is wider, whatever the names and amounts, and colours change no text', async () => {
    const transaction = fc
      .record({ coin: name, quantity: positive, price: positive, fee: positive })
      .map((changes) => aTransaction(changes));
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { minLength: 1, maxLength: 3 }), async (transactions) => {
        const render = (color: typeof plain) =>
          collect(renderHistoryTable(streamOf(...transactions), { width: 80, color, filtered: false, most: null }));
        const text = await render(plain);
        expect(widest(text)).toBeLessThanOrEqual(80);
        expect(stripVTControlCharacters(await render(colorful))).toBe(text);
      }),
      runs,
    );
  });
});
