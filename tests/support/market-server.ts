import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LosslessNumber, stringify } from 'lossless-json';
import { DAY_MS } from '../../src/core/calendar.js';
import { Decimal } from '../../src/core/money.js';
import { certificateFile, keyFile } from './tls.js';

/** A coin as the server knows it. Numbers are JSON texts, sent as they are written: "65610", "5.856e-05", "19995671.0". */
export interface ServedCoin {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  readonly price: string;
  readonly marketCap: string;
  /** The prices of the latest midnights, oldest first; the last is today's. */
  readonly midnights: readonly string[];
  /** CoinGecko's names of the categories it is in. */
  readonly categories?: readonly string[];
}

interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A way to answer other than CoinGecko's. A body that is no string is sent as JSON. */
export type Misbehaviour =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'reset'
  | 'silence'
  /** Headers at once, and then a space a second, for ever. */
  | 'drip'
  /** The first half of the right body, with a length that says so. */
  | 'truncate'
  /** The first half of the right body, and then the connection ends. */
  | 'cut off';

export interface MarketServer {
  /** The API's address, without a slash at its end. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Answers the next requests so, one each; null is a right answer. */
  misbehaveNext(...ways: (Misbehaviour | null)[]): void;
  /** Answers requests whose path (with the query) contains a text so, until told otherwise; null is a right answer. */
  misbehaveOn(pathPart: string, way: Misbehaviour | null): void;
  /** Replaces the coins, in market-cap order. */
  serve(coins: readonly ServedCoin[]): void;
  close(): Promise<void>;
}

/** Coins in the number formats that have been recorded. At their prices bitcoin, tether and shiba-inu are below their means. */
export const servedCoins: readonly ServedCoin[] = [
  servedCoin('bitcoin', 'btc', 'Bitcoin', '49053', '917825524991', '49913.26314398822'),
  servedCoin('ethereum', 'eth', 'Ethereum', '3711.61', '431019995671.0', '3629.9999999999995'),
  { ...servedCoin('tether', 'usdt', 'Tether', '0.999586', '58101213567', '1.0012'), categories: ['stablecoins'] },
  servedCoin('ripple', 'xrp', 'XRP', '1.46', '66.5e9', '1.4050000000000002'),
  servedCoin('shiba-inu', 'shib', 'Shiba Inu', '8.56e-06', '5041123456.0', '1.6446899669484214e-05'),
];

/** A coin whose price was the same at each of its latest 30 midnights. */
export function servedCoin(
  id: string,
  symbol: string,
  name: string,
  price: string,
  marketCap: string,
  midnightPrice: string,
): ServedCoin {
  return { id, symbol, name, price, marketCap, midnights: Array.from({ length: 30 }, () => midnightPrice) };
}

/**
 * A local server on a port of its own that answers like CoinGecko's API at the time that `clock` tells. With `tls` it does
 * so over HTTPS, with the certificate for localhost.
 */
export async function startMarketServer(
  clock: () => Date = () => new Date(),
  { tls = false } = {},
): Promise<MarketServer> {
  const requests: SeenRequest[] = [];
  const queue: (Misbehaviour | null)[] = [];
  const onPath = new Map<string, Misbehaviour>();
  let coins = servedCoins;

  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    requests.push({ method: request.method ?? '', path, headers: request.headers });
    const matching = [...onPath].find(([part]) => path.includes(part))?.[1];
    const way = queue.length > 0 ? queue.shift() : matching;
    misbehave(response, way ?? {}, answer(new URL(path, 'http://server'), coins, clock()));
  };
  const server = tls
    ? createTlsServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: tls ? `https://localhost:${port}/api/v3` : `http://127.0.0.1:${port}/api/v3`,
    requests,
    misbehaveNext: (...ways) => queue.push(...ways),
    misbehaveOn: (part, way) => (way ? onPath.set(part, way) : onPath.delete(part)),
    serve: (replacement) => {
      coins = replacement;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function answer(url: URL, coins: readonly ServedCoin[], now: Date): Answer {
  const coin = /^\/api\/v3\/coins\/([^/]+)\/market_chart$/.exec(url.pathname)?.[1];
  if (url.searchParams.get('vs_currency') === null)
    return { status: 422, body: { error: 'Missing parameter vs_currency' } };
  if (url.pathname === '/api/v3/coins/markets') return { status: 200, body: listing(url.searchParams, coins, now) };
  const known = coins.find(({ id }) => id === decodeURIComponent(coin ?? ''));
  if (!known) return { status: 404, body: { error: 'coin not found' } };
  return { status: 200, body: chart(known, Number(url.searchParams.get('days')), now) };
}

function listing(query: URLSearchParams, coins: readonly ServedCoin[], now: Date): unknown {
  const ids = query.get('ids')?.split(',');
  const category = query.get('category');
  const named = ids ? coins.filter(({ id }) => ids.includes(id)) : coins;
  const asked = category ? named.filter(({ categories = [] }) => categories.includes(category)) : named;
  return asked.slice(0, Number(query.get('per_page') ?? 100)).map((coin) => listed(coin, coins.indexOf(coin) + 1, now));
}

/** A row of /coins/markets, with all the fields of a recorded one. */
export function listed(
  { id, symbol, name, price, marketCap }: ServedCoin,
  rank: number,
  now: Date,
): Record<string, unknown> {
  return {
    id,
    symbol,
    name,
    image: `https://assets.coingecko.com/coins/images/${rank}/large/${id}.png?1547033579`,
    current_price: new LosslessNumber(price),
    market_cap: new LosslessNumber(marketCap),
    market_cap_rank: rank,
    fully_diluted_valuation: null,
    total_volume: new LosslessNumber('61679663434'),
    high_24h: new LosslessNumber(price),
    low_24h: new LosslessNumber(price),
    price_change_24h: new LosslessNumber('-2246.57482218'),
    price_change_percentage_24h: new LosslessNumber('-4.37931'),
    market_cap_change_24h: new LosslessNumber('-41121427948.2572'),
    market_cap_change_percentage_24h: new LosslessNumber('-4.28819'),
    circulating_supply: new LosslessNumber('18710831.0'),
    total_supply: new LosslessNumber('21000000.0'),
    max_supply: null,
    ath: 64805,
    ath_change_percentage: new LosslessNumber('-24.30618'),
    ath_date: '2021-04-14T11:54:46.763Z',
    roi: null,
    last_updated: now.toISOString(),
  };
}

/** The body of market_chart: the latest midnights, and then the price of now. */
function chart({ price, midnights }: ServedCoin, days: number, now: Date): Record<string, unknown> {
  const today = Math.floor(now.getTime() / DAY_MS);
  const served = midnights.slice(-days);
  const points = served.map((midnight, index) => [
    (today - served.length + 1 + index) * DAY_MS,
    new LosslessNumber(midnight),
  ]);
  const prices = [...points, [now.getTime(), new LosslessNumber(price)]];
  const caps = points.map(([time], index) => [
    time,
    new LosslessNumber(new Decimal(served[index] ?? 0).times(1e6).toFixed()),
  ]);
  return { prices, market_caps: caps, total_volumes: prices };
}

function misbehave(response: ServerResponse, way: Misbehaviour, right: Answer): void {
  const rightBody = stringify(right.body) ?? '';
  const half = rightBody.slice(0, rightBody.length / 2);
  switch (way) {
    case 'silence':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(' ');
      const dripping = setInterval(() => response.write(' '), 1000);
      response.on('close', () => clearInterval(dripping));
      return;
    }
    case 'truncate':
      response.writeHead(200, { 'content-type': 'application/json' }).end(half);
      return;
    case 'cut off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': `${rightBody.length}` });
      response.write(half, () => response.socket?.destroy());
      return;
    default: {
      const { status = right.status, headers = {}, body = right.body } = way;
      const text = typeof body === 'string' ? body : (stringify(body) ?? '');
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
    }
  }
}
