import { parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/calendar.js';
import type { Quote } from '../../src/core/model.js';
import { listed, type Misbehaviour, servedCoin, servedCoins } from '../support/market-server.js';
import { errorOf, KEY, NOW, setScene } from './fixtures.js';

const [bitcoin, ethereum, tether] = servedCoins.slice(0, 3).map((coin, index) => listed(coin, index + 1, NOW));

/** A raw JSON text as a value of a row, sent as it is written. */
const raw = (json: string) => parse(json);

const body = (value: unknown): Misbehaviour => ({ body: value });

/** A quote with its amounts as texts. */
const texts = (quote: Quote | undefined) => JSON.parse(JSON.stringify(quote));

describe('a request', () => {
  it('for the top asks for one page of that many', async () => {
    const { server, market } = await setScene();
    await market.fetchTop(3);
    expect(server.requests).toMatchObject([
      { method: 'GET', path: '/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=3&page=1' },
    ]);
  });

  it('for midnights asks for that many days', async () => {
    const { server, market } = await setScene();
    await market.fetchDailyPrices('bitcoin', 9);
    expect(server.requests).toMatchObject([
      { path: '/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=9&interval=daily' },
    ]);
  });

  it('for named coins asks once for each 250', async () => {
    const { server, market } = await setScene();
    const coins = Array.from({ length: 251 }, (_, index) =>
      servedCoin(`coin-${index}`, 'c', 'Coin', '1.5', '1e6', '1.4'),
    );
    server.serve(coins);
    const { quotes, problems } = await market.fetchQuotes(coins.map((coin) => coin.id));
    expect(problems).toEqual([]);
    expect(quotes.map((quote) => quote.coin)).toEqual(coins.map((coin) => coin.id));
    expect(server.requests).toHaveLength(2);
  });

  it('puts a coin id into the path encoded', async () => {
    const { server, market } = await setScene();
    await errorOf(market.fetchDailyPrices('../../evil?x=1', 9));
    expect(server.requests[0]?.path).toMatch(/^\/api\/v3\/coins\/\.\.%2F\.\.%2Fevil%3Fx%3D1\/market_chart\?/);
  });

  it.each([
    ['keyless', undefined, undefined],
    ['demo', KEY, undefined],
    ['pro', undefined, KEY],
  ] as const)('on the plan %s has the key in its own header only', async (plan, demoKey, proKey) => {
    const { server, market } = await setScene({}, { plan, apiKey: KEY });
    await market.fetchTop(3);
    expect(server.requests[0]?.headers['x-cg-demo-api-key']).toBe(demoKey);
    expect(server.requests[0]?.headers['x-cg-pro-api-key']).toBe(proKey);
    expect(server.requests[0]?.path).not.toContain(KEY);
  });

  it.each([
    ['keyless', 'api.coingecko.com/api/v3'],
    ['demo', 'api.coingecko.com/api/v3'],
    ['pro', 'pro-api.coingecko.com/api/v3'],
  ] as const)('on the plan %s goes to %s unless told otherwise', async (plan, place) => {
    const ended = { at: new Date(), signal: AbortSignal.abort() };
    const { market } = await setScene({ deadline: ended }, { plan, url: undefined });
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      message: expect.stringContaining(`${place}/coins/markets had`),
    });
  });
});

describe('the address of the market', () => {
  it('has a user and a password that are sent, and parameters that every request has', async () => {
    const { server } = await setScene();
    const url = `${server.url.replace('://', '://me%40x:p%C3%A4ss@')}/?tenant=one`;
    const { market } = await setScene({}, { url });
    await market.fetchTop(3);
    expect(server.requests[0]?.path).toBe(
      '/api/v3/coins/markets?tenant=one&vs_currency=usd&order=market_cap_desc&per_page=3&page=1',
    );
    const login = Buffer.from('me@x:päss').toString('base64');
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${login}`);
  });

  it.each([
    ['as it is', (text: string) => text],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
  ])('has nothing secret that an error tells, though the server echoes it %s', async (_, echo) => {
    const { server } = await setScene();
    const url = `${server.url.replace('://', '://CG-user-as-key:pass-word@')}?x_cg_demo_api_key=CG-parameter`;
    const secrets = [KEY, 'CG-user-as-key', 'pass-word', 'CG-parameter'];
    const { market } = await setScene({}, { url, plan: 'demo', apiKey: KEY });
    server.misbehaveOn('/', { status: 401, body: { error: secrets.map((it) => `no ${echo(it)} here`).join(', ') } });
    const { message } = (await errorOf(market.fetchTop(3))) as Error;
    expect(message).toContain('answered 401 "no *** here, no *** here, no *** here, no *** here"');
  });
});

describe('a row of the list', () => {
  it('becomes a quote without losing a digit', async () => {
    const { market } = await setScene();
    const { quotes } = await market.fetchTop(1);
    expect(texts(quotes[0])).toMatchInlineSnapshot(`
      {
        "coin": "bitcoin",
        "fetchedAt": "2026-11-22T22:21:12.951Z",
        "high24h": "49053",
        "low24h": "49053",
        "marketCap": "917825524991",
        "marketCapChange24h": "-41121427948.2572",
        "marketCapChangePercentage24h": "-4.28819",
        "marketCapRank": 1,
        "name": "Bitcoin",
        "price": "49053",
        "priceChange24h": "-2246.57482218",
        "priceChangePercentage24h": "-4.37931",
        "symbol": "btc",
        "updatedAt": "2026-11-22T22:21:12.951Z",
      }
    `);
  });

  it.each<[lastUpdated: unknown, updatedAt: string | null]>([
    ['2023-02-28T10:00:00.000Z', '2023-02-28T10:00:00.000Z'],
    ['2023-02-30T10:00:00.000Z', null],
    ['2023-02-28T24:00:00Z', null],
    ['2023-02-28T23:59:60Z', null],
    ['2023-02-28', null],
    ['yesterday', null],
    [raw('1677578400000'), null],
    [raw('null'), null],
    [undefined, null],
  ])('last updated at %j is of %s', async (last_updated, updatedAt) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([{ ...bitcoin, last_updated }]));
    const { quotes } = await market.fetchTop(1);
    expect(texts(quotes[0]).updatedAt).toBe(updatedAt);
  });

  it.each([
    ['1e-12', '0.000000000001'],
    ['1e12', '1000000000000'],
    ['5.856e-05', '0.00005856'],
    ['19995671.0', '19995671'],
    ['0.30000000000000004', '0.30000000000000004'],
  ])('has the exact price %s', async (json, exact) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([{ ...bitcoin, current_price: raw(json) }]));
    const { quotes, problems } = await market.fetchTop(1);
    expect(quotes[0]?.price.toFixed()).toBe(exact);
    expect(problems).toEqual([]);
  });

  it.each([
    ['null', raw('null'), 'null'],
    ['0', raw('0'), '0'],
    ['-0.0', raw('-0.0'), '0'],
    ['negative', raw('-5'), 'negative'],
    ['a string', '65610', 'a string'],
    ['an object', {}, 'no number'],
    ['absent', undefined, 'missing'],
    ['1e400', raw('1e400'), 'a number out of all bounds'],
  ])('without a price (%s) is a problem of its coin, and the others stay', async (_, price, described) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([{ ...bitcoin, current_price: price }, ethereum]));
    const { quotes, problems } = await market.fetchTop(2);
    expect(quotes.map((quote) => quote.coin)).toEqual(['ethereum']);
    expect(problems).toEqual([
      {
        coin: 'bitcoin',
        symbol: 'btc',
        problem: `bitcoin: the market gave no price (current_price is ${described})`,
        row: 1,
      },
    ]);
  });

  it.each([
    ['no id', { ...bitcoin, id: undefined }],
    ['an empty id', { ...bitcoin, id: '' }],
    ['an id that is a number', { ...bitcoin, id: 7 }],
    ['an id with slashes', { ...bitcoin, id: '../../etc/passwd' }],
    ['an id that is a path', { ...bitcoin, id: '..' }],
    ['an id with quotes', { ...bitcoin, id: `x'; DROP TABLE crypto; --"` }],
    ['an id with control characters', { ...bitcoin, id: 'bit\u001b[2Jcoin\n' }],
    ['an id of 101 characters', { ...bitcoin, id: 'x'.repeat(101) }],
    ['nothing', null],
    ['a list', []],
    ['a number', 5],
  ])('with %s is a problem without a name, which does not repeat it', async (_, row) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([ethereum, row]));
    const { quotes, problems } = await market.fetchTop(2);
    expect(quotes.map((quote) => quote.coin)).toEqual(['ethereum']);
    expect(problems).toEqual([
      { coin: null, symbol: null, problem: "row 2 of the market's list is no coin with a usable id", row: 2 },
    ]);
  });

  it('may have everything else null, absent or of a wrong type', async () => {
    const { server, market } = await setScene();
    const bare = { id: 'bare', current_price: 5 };
    const wrong = Object.fromEntries(Object.keys(bitcoin ?? {}).map((key) => [key, 'a string']));
    const nothing = Object.fromEntries(Object.keys(bitcoin ?? {}).map((key) => [key, null]));
    const broken = { market_cap_rank: raw('1.5'), market_cap: raw('1e99'), last_updated: '2021-13-45T99:99:99Z' };
    server.misbehaveNext(
      body([
        bare,
        { ...wrong, ...bare, id: 'wrong', symbol: 7, name: [] },
        { ...nothing, ...bare, id: 'nothing' },
        { ...bitcoin, ...broken, id: 'broken', symbol: '\u200b', name: '\n' },
      ]),
    );
    const { quotes, problems } = await market.fetchTop(4);
    expect(problems).toEqual([]);
    expect(quotes).toMatchObject(
      ['bare', 'wrong', 'nothing', 'broken'].map((coin) => ({
        coin,
        symbol: coin,
        name: coin,
        marketCap: null,
        marketCapRank: null,
        updatedAt: null,
      })),
    );
    expect(quotes.slice(0, 3).every((quote) => quote.high24h === null && quote.marketCapChange24h === null)).toBe(true);
  });

  it('has its name and symbol cleaned and bounded', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(
      body([{ ...bitcoin, name: `\u001b[31mBit\u202ecoin${'!'.repeat(500)}`, symbol: 'b\u0000tc\n' }]),
    );
    const { quotes } = await market.fetchTop(1);
    expect(quotes[0]?.name).toMatch(/^\[31mBitcoin!{88}…$/);
    expect(quotes[0]?.symbol).toBe('btc');
  });
});

describe('the list', () => {
  it('has the same coin once, and a problem that says so', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([bitcoin, { ...bitcoin, current_price: 1 }, tether]));
    const { quotes, problems } = await market.fetchTop(3);
    expect(quotes.map(({ coin, price }) => `${coin} ${price}`)).toEqual(['bitcoin 49053', 'tether 0.999586']);
    expect(problems).toEqual([
      { coin: null, symbol: null, problem: "row 2 of the market's list is bitcoin again, and was left out", row: 2 },
    ]);
  });

  it('has no more coins than asked', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([bitcoin, ethereum, tether]));
    const { quotes, problems } = await market.fetchTop(2);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum']);
    expect(problems).toEqual([]);
  });

  it('is as short as the market makes it', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([bitcoin, ethereum]), body([]));
    expect((await market.fetchTop(3)).quotes).toHaveLength(2);
    expect(await market.fetchTop(3)).toEqual({ quotes: [], problems: [] });
  });

  it.each([
    ['stablecoins', 'stablecoins'],
    ['wrapped', 'wrapped-tokens'],
    ['staked', 'liquid-staking-tokens'],
  ] as const)('of a category is asked for by its name at CoinGecko: %s', async (category, name) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([tether, { ...ethereum, current_price: null }, { id: '../etc' }]));
    expect(await market.fetchCategory(category)).toEqual(['tether', 'ethereum']);
    expect(server.requests.at(-1)?.path).toBe(
      `/api/v3/coins/markets?vs_currency=usd&category=${name}&order=market_cap_desc&per_page=250&page=1`,
    );
  });

  it('of named coins leaves out what was not asked for, and has one problem per coin', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(body([bitcoin, { ...ethereum, current_price: null }, { ...tether, current_price: null }]));
    const { quotes, problems } = await market.fetchQuotes(['ethereum', 'dogecoin']);
    expect(quotes).toEqual([]);
    expect(problems.map((it) => it.problem)).toEqual([
      'ethereum: the market gave no price (current_price is null)',
      'dogecoin: CoinGecko does not know this coin',
    ]);
  });
});

describe('a chart', () => {
  const MIDNIGHT = Date.parse('2026-11-22T00:00:00Z');
  const points = (...prices: unknown[]) => body({ prices });
  const at = (daysAgo: number, json: string) => raw(`[${MIDNIGHT - daysAgo * DAY_MS}, ${json}]`);

  const cases: [string, Misbehaviour, string[]][] = [
    [
      'keeps midnights exactly, and not the price of now',
      points(at(1, '1.6446899669484214e-05'), at(0, '2'), [NOW.getTime(), 3]),
      ['2026-11-21 0.000016446899669484214', '2026-11-22 2'],
    ],
    ['has times as floats', points(raw('[1795305600000.0, 2.5]')), ['2026-11-22 2.5']],
    ['is sorted', points(at(0, '3'), at(2, '1'), at(1, '2')), ['2026-11-20 1', '2026-11-21 2', '2026-11-22 3']],
    [
      'leaves out points that are null, zero, negative or out of all bounds',
      points(null, at(3, 'null'), at(2, '0'), at(1, '-1'), at(0, '1e99'), [null, 5]),
      [],
    ],
    ['leaves out hours', points(raw(`[${MIDNIGHT - 3_600_000}, 5]`), raw(`[${MIDNIGHT + 1}, 6]`)), []],
    ['leaves a day of the future to the caller', points(at(0, '4'), at(-1, '5')), ['2026-11-22 4', '2026-11-23 5']],
    ['has a day once that came twice with one price', points(at(0, '4'), at(0, '4.0')), ['2026-11-22 4']],
    [
      'has the latest days when there are more than asked',
      points(at(3, '1'), at(2, '2'), at(1, '3'), at(0, '4')),
      ['2026-11-20 2', '2026-11-21 3', '2026-11-22 4'],
    ],
    ['may have too few', points(at(1, '3')), ['2026-11-21 3']],
    ['may be empty', points(), []],
  ];

  it.each(cases)('%s', async (_, answer, expected) => {
    const { server, market } = await setScene();
    server.misbehaveNext(answer);
    const prices = await market.fetchDailyPrices('bitcoin', 3);
    expect(prices.map(({ day, price }) => `${day} ${price.toFixed()}`)).toEqual(expected);
  });

  it('with two prices for one day is an error that names coin and day', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(points(at(0, '4'), at(0, '5')));
    await expect(market.fetchDailyPrices('bitcoin', 3)).rejects.toMatchObject({
      code: 'market-data',
      message: 'bitcoin: CoinGecko gave two prices for the midnight of 2026-11-22: try again later',
    });
  });

  it.each([
    ['a list', []],
    ['no prices', { market_caps: [] }],
    ['prices that are none', { prices: 'none' }],
    ['points that are no pairs', { prices: [5] }],
    ['points that are empty', { prices: [[]] }],
    ['prices as strings', { prices: [[MIDNIGHT, '5']] }],
  ])('of another shape (%s) is an error that names the coin', async (_, shape) => {
    const { server, market } = await setScene();
    server.misbehaveNext(body(shape));
    await expect(market.fetchDailyPrices('bitcoin', 3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(/^bitcoin: CoinGecko answered with something else than a chart of prices: check/),
    });
  });

  it('of one coin may fail while the others are had', async () => {
    const { server, market } = await setScene();
    server.misbehaveOn('/coins/ethereum/', { status: 500, body: '' });
    const failed = await errorOf(market.fetchDailyPrices('ethereum', 9));
    expect(failed).toMatchObject({
      code: 'market-data',
      message: expect.stringContaining('/coins/ethereum/market_chart'),
    });
    expect(await market.fetchDailyPrices('bitcoin', 9)).toHaveLength(9);
  });
});
