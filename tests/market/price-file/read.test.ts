import { createHash } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/core/money.js';
import { readPriceFiles } from '../../../src/market/price-file/read.js';
import { temporaryFolder } from '../../support/program.js';
import { linesOf, problemsOf, readAll, writeFiles } from './files.js';

const PLAIN = 'date,coin,price\n2021-01-02,bitcoin,32127.27\n2021-01-01T00:00:00Z,bitcoin,29374.15\n';
const PLAIN_LINES = [
  '2021-01-01T00:00:00.000Z bitcoin bitcoin bitcoin: 29374.15 - - -',
  '2021-01-02T00:00:00.000Z bitcoin bitcoin bitcoin: 32127.27 - - -',
];

describe('a price file of the own layout', () => {
  it('is read whatever the order of its rows', async () => {
    const read = await readAll({ content: PLAIN });
    expect(linesOf(read)).toEqual(PLAIN_LINES);
    expect(read.table.hasMarketCaps).toBe(false);
  });

  it('may have more columns, in any order, with what is unknown left empty', async () => {
    const content = [
      'low_24h,name,price,symbol,coin,high_24h,date,market_cap',
      '1,"Bitcoin, the ""first""",2,btc,bitcoin,3,2021-01-01T13:30:00+01:00,4',
      ',,1.64e-05,,shiba-inu,,2021-01-01T12:30Z,',
    ].join('\n');
    const read = await readAll({ content });
    expect(linesOf(read)).toEqual([
      '2021-01-01T12:30:00.000Z bitcoin btc Bitcoin, the "first": 2 4 3 1',
      '2021-01-01T12:30:00.000Z shiba-inu shiba-inu shiba-inu: 0.0000164 - - -',
    ]);
    expect(read.table.hasMarketCaps).toBe(true);
  });

  it.each([
    ['with a byte order mark and CRLF', `\uFEFF${PLAIN.replaceAll('\n', '\r\n')}`],
    ['without a line break at the end', PLAIN.trimEnd()],
    ['with empty lines', `\n${PLAIN.replaceAll('\n', '\n\n')}`],
    ['with everything in quotes', PLAIN.replaceAll(/[^,\n]+/g, '"$&"').replaceAll('\n', '\r\n')],
    ['compressed, whatever its name', gzipSync(PLAIN)],
    ['compressed in two parts', Buffer.concat([gzipSync(PLAIN.slice(0, 20)), gzipSync(PLAIN.slice(20))])],
  ])('is the same %s', async (_, content) => {
    expect(linesOf(await readAll({ content }))).toEqual(PLAIN_LINES);
  });

  it.each([
    ['plain', Buffer.from(PLAIN)],
    ['compressed', gzipSync(PLAIN)],
  ])('is read %s from standard input, byte by byte if need be', async (_, bytes) => {
    const stdin = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    const read = await readPriceFiles([{ file: '-', coin: null }], stdin);
    expect(linesOf(read)).toEqual(PLAIN_LINES);
    expect(read.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('keeps every digit of every amount', async () => {
    const amount = fc
      .record({ digits: fc.stringMatching(/^[1-9]\d{0,39}$/), exponent: fc.integer({ min: -30, max: -10 }) })
      .map(({ digits, exponent }) => new Decimal(`${digits}e${exponent}`).toFixed());
    const isKept = async (price: string, marketCap: string) => {
      const content = `date,coin,price,market_cap\n2021-01-01,bitcoin,${price},${marketCap}`;
      const row = (await readAll({ content })).table.rowAt('bitcoin', 0);
      expect([row?.price.toFixed(), row?.marketCap?.toFixed()]).toEqual([price, marketCap]);
    };
    await fc.assert(fc.asyncProperty(amount, amount, isKept), { numRuns: 50 });
  });
});

describe('several price files', () => {
  it('are one table, and their bytes one checksum', async () => {
    const other = 'coin,date,price,market_cap\nethereum,2021-01-02,774.9,88000000000\n';
    const read = await readAll({ content: PLAIN }, { content: other });
    expect(read.table.coins).toEqual(['bitcoin', 'ethereum']);
    expect(read.table.hasMarketCaps).toBe(true);
    expect(linesOf(read)).toEqual([
      ...PLAIN_LINES,
      '2021-01-02T00:00:00.000Z ethereum ethereum ethereum: 774.9 88000000000 - -',
    ]);
    expect(read.sha256).toBe(createHash('sha256').update(PLAIN).update(other).digest('hex'));
  });
});

describe("other programs' layouts", () => {
  it("reads CoinGecko's export", async () => {
    const content =
      'snapped_at,price,market_cap,total_volume\n2021-01-31 00:00:00 UTC,34269.52,637684103.5,7.0\n2021-02-01 00:00:00 UTC,33114.36,,1\n';
    const read = await readAll({ content, coin: 'bitcoin' });
    expect(linesOf(read)).toEqual([
      '2021-01-31T00:00:00.000Z bitcoin bitcoin bitcoin: 34269.52 637684103.5 - -',
      '2021-02-01T00:00:00.000Z bitcoin bitcoin bitcoin: 33114.36 - - -',
    ]);
    expect(read.table.hasMarketCaps).toBe(true);
  });

  const banner = 'Timestamps are UTC timezone,https://www.CryptoDataDownload.com\n';

  it('takes the close of an hourly candle for the price at its end', async () => {
    const content = `${banner}date,symbol,open,high,low,close,volume_btc,volume
2019-10-17 12-PM,BTCUSD,1,2,0.5,8004,1,1
2019-10-17 11-AM,BTCUSD,1,2,0.5,8003,1,1
2019-10-16 12-AM,BTCUSD,1,2,0.5,8001,1,1
2019-10-15 11-PM,BTCUSD,1,2,0.5,8000,1,1
`;
    expect(linesOf(await readAll({ content }))).toEqual([
      '2019-10-16T00:00:00.000Z bitcoin bitcoin bitcoin: 8000 - - -',
      '2019-10-16T01:00:00.000Z bitcoin bitcoin bitcoin: 8001 - - -',
      '2019-10-17T12:00:00.000Z bitcoin bitcoin bitcoin: 8003 - - -',
      '2019-10-17T13:00:00.000Z bitcoin bitcoin bitcoin: 8004 - - -',
    ]);
  });

  it('takes the close of a daily candle for the next midnight, also where a day is missing', async () => {
    const content = `https://www.CryptoDataDownload.com
unix,date,symbol,open,high,low,close,Volume ETH,Volume USD
3,2021-01-05 00:00:00,ETH/USD,1,2,0.5,1103,1,1
2,2021-01-03 00:00:00,ETH/USD,1,2,0.5,1101,1,1
1,2021-01-02 00:00:00,ETH/USD,1,2,0.5,1100,1,1
`;
    expect(linesOf(await readAll({ content }))).toEqual([
      '2021-01-03T00:00:00.000Z ethereum ethereum ethereum: 1100 - - -',
      '2021-01-04T00:00:00.000Z ethereum ethereum ethereum: 1101 - - -',
      '2021-01-06T00:00:00.000Z ethereum ethereum ethereum: 1103 - - -',
    ]);
  });

  it('takes the coin that was said before the one of the symbol', async () => {
    const content = `${banner}date,symbol,open,high,low,close\n2021-01-02,XYZUSD,1,1,1,2\n2021-01-01,XYZUSD,1,1,1,1\n`;
    expect((await readAll({ content, coin: 'xyz-coin' })).table.coins).toEqual(['xyz-coin']);
  });

  it.each([
    ['BTC/USD', 'bitcoin'],
    ['ETH-EUR', 'ethereum'],
    ['SOLUSDT', 'solana'],
    ['ltc', 'litecoin'],
  ])('knows %s as %s', async (symbol, coin) => {
    const content = `date,symbol,open,high,low,close\n2021-01-02,${symbol},1,1,1,2\n2021-01-01,${symbol},1,1,1,1\n`;
    expect((await readAll({ content })).table.coins).toEqual([coin]);
  });

  it.each([
    [
      'a symbol that is not in the table',
      { content: `${banner}date,symbol,open,high,low,close\n2021-01-01,XYZUSD,1,1,1,1\n` },
      'a.csv line 3: the symbol "XYZUSD" is not known: give the coin\'s id, such as bitcoin=FILE',
    ],
    [
      'candles without a symbol',
      { content: 'date,open,high,low,close\n2021-01-01,1,1,1,1\n' },
      'a.csv line 1: the file does not name its coin: give its id, such as bitcoin=FILE',
    ],
    [
      "CoinGecko's export of a coin that was not said",
      { content: 'snapped_at,price,market_cap,total_volume\n2021-01-31 00:00:00 UTC,1,1,1\n' },
      "a.csv line 1: CoinGecko's export does not name its coin: give its id, such as bitcoin=FILE",
    ],
    [
      'a single candle',
      { content: 'date,symbol,open,high,low,close\n2021-01-01,BTCUSD,1,1,1,1\n' },
      'a.csv: a single candle does not say how long it is, and so when its price was',
    ],
    [
      'an hour that no clock has',
      { content: 'date,symbol,open,high,low,close\n2021-01-01 13-PM,BTCUSD,1,1,1,1\n' },
      'a.csv line 2: the date is "2021-01-01 13-PM"',
    ],
    [
      'a coin said of a file that names its own',
      { content: PLAIN, coin: 'bitcoin' },
      'a.csv line 1: the file names its coins itself: leave out bitcoin= before its name',
    ],
  ])('refuses %s', async (_, given, problem) => {
    expect(await problemsOf(given)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('what cannot be read', () => {
  const rows = (...lines: string[]) => ['date,coin,price,market_cap', '2021-01-01,bitcoin,1,2', ...lines].join('\n');
  it.each([
    ['an empty file', '', 'a.csv: the file is empty'],
    ['only a byte order mark', '\uFEFF', 'a.csv: the file is empty'],
    ['only a header', 'date,coin,price\n', 'a.csv: there is no row below the header'],
    ['no header', '2021-01-01,bitcoin,1\n', 'a.csv line 1: expected the header date,coin,price['],
    ['a column missing', 'date,coin\n2021-01-01,bitcoin\n', 'a.csv line 1: the column price is missing'],
    ['a column too many', 'date,coin,price,volume\n', 'a.csv line 1: the column "volume" is not known'],
    ['a column twice', 'date,coin,price,coin\n', 'a.csv line 1: the column coin is there twice'],
    ['a field missing', rows('2021-01-02,bitcoin'), 'a.csv line 3: 2 fields, and the header has 4'],
    ['a field too many', rows('', '2021-01-02,bitcoin,1,2,3'), 'a.csv line 4: 5 fields, and the header has 4'],
    ['a date not in the calendar', rows('2021-02-30,bitcoin,1,2'), 'a.csv line 3: the date is "2021-02-30"'],
    ['a time without a zone', rows('2021-01-02T10:00,bitcoin,1,2'), 'a.csv line 3: the date is "2021-01-02T10:00"'],
    ['no coin', rows('2021-01-02,,1,2'), 'a.csv line 3: the coin is ""'],
    ['a coin that is a path', rows('2021-01-02,../x,1,2'), 'a.csv line 3: the coin is "../x"'],
    ['no price', rows('2021-01-02,bitcoin,,2'), 'a.csv line 3: the price is missing'],
    ['a price of 0', rows('2021-01-02,bitcoin,0.00,2'), 'a.csv line 3: the price is 0'],
    ['a negative price', rows('2021-01-02,bitcoin,-1,2'), 'a.csv line 3: the price is "-1"'],
    ['a price in words', rows('2021-01-02,bitcoin,one,2'), 'a.csv line 3: the price is "one"'],
    ['a price that is not finite', rows('2021-01-02,bitcoin,Infinity,2'), 'a.csv line 3: the price is "Infinity"'],
    [
      'a price too long to be exact',
      rows(`2021-01-02,bitcoin,${'1'.repeat(41)},2`),
      'a.csv line 3: the price is "1111',
    ],
    ['a price too large to be exact', rows('2021-01-02,bitcoin,1e31,2'), 'a.csv line 3: the price is "1e31"'],
    ['a market cap in words', rows('2021-01-02,bitcoin,1,much'), 'a.csv line 3: market_cap is "much"'],
    ['a quote that is not closed', rows('2021-01-02,"bitcoin,1,2', '2021-01-03,bitcoin,1,2'), 'a.csv line 3: a quote'],
    ['text after a closed quote', rows('2021-01-02,"bit"coin,1,2'), 'a.csv line 3: a quote is not closed'],
    ['a terminal sequence', rows('2021-01-02,\u001b[31mx,1,2'), 'a.csv line 3: the coin is "\\u001b[31mx"'],
    ['a binary file', new Uint8Array([0, 1, 2, 3, 255, 254]), 'a.csv: it is no text in UTF-8'],
    ['text with a zero byte', 'date,coin,price\n\0', 'a.csv: it is no text in UTF-8'],
    ['text in another encoding', Buffer.from('date,coin,price,name\n2021-01-01,a,1,\xe4', 'latin1'), 'it is no text'],
    [
      'a line without an end',
      gzipSync(Buffer.alloc(3_000_000, 'a')),
      'a.csv line 1: more than a million characters without an end',
    ],
    [
      'a quote that is not closed for very long',
      rows(`2021-01-02,"x,1,2${'\n2021-01-02,x,1,2'.repeat(100_000)}`),
      'a.csv line 3: more than a million characters without an end',
    ],
    ['gzip that was cut off', gzipSync(PLAIN).subarray(0, 40), 'a.csv: it begins like gzip'],
  ])('is told for %s, by file and line', async (_, content, problem) => {
    const problems = await problemsOf({ content });
    expect(problems[0]).toContain(problem);
    expect(problems).toHaveLength(1);
  });

  it('is told for a coin twice at one instant, in whatever way it is written, also in two files', async () => {
    const again = 'date,coin,price\n2021-01-02T01:00:00+01:00,bitcoin,1\n';
    expect(await problemsOf({ content: `${PLAIN}2021-01-01,bitcoin,1\n` }, { content: again })).toEqual([
      'a.csv line 4: bitcoin at 2021-01-01T00:00:00.000Z is there twice, first in a.csv line 3',
      'b.csv line 2: bitcoin at 2021-01-02T00:00:00.000Z is there twice, first in a.csv line 2',
    ]);
  });

  it('counts the lines within quotes', async () => {
    const content = 'date,coin,price,name\n2021-01-01,bitcoin,1,"a\nb"\n2021-01-02,bitcoin,0,x\n';
    expect(await problemsOf({ content })).toEqual([
      expect.stringContaining('a.csv line 2: name is'),
      'a.csv line 4: the price is 0',
    ]);
  });

  it('ends the reading at the first problem when everything is needed', async () => {
    const { files } = writeFiles([{ content: 'date,coin,price\n2021-01-01,bitcoin,0\n2021-01-01,bitcoin,x\n' }]);
    await expect(readPriceFiles(files, Readable.from([]))).rejects.toMatchObject({
      code: 'usage',
      message: `${files[0]?.file} line 2: the price is 0`,
    });
  });

  it.each([
    ['a file that is not there', (folder: string) => path.join(folder, 'no.csv'), 'there is no such file'],
    ['a folder', (folder: string) => folder, 'it is a folder, and a CSV file was expected'],
  ])('is told for %s', async (_, fileIn, problem) => {
    const file = fileIn(temporaryFolder());
    await expect(readPriceFiles([{ file, coin: null }], Readable.from([]))).rejects.toMatchObject({
      code: 'usage',
      message: `${file}: ${problem}`,
    });
  });
});
