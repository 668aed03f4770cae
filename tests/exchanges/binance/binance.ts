import { Decimal } from '../../../src/core/money.js';
import type { Role } from '../faults.js';
import type { Pair } from '../journal.js';
import { type Answer, type Endpoint, type Request, startServer } from '../server.js';
import type { ExchangeSimulator, Right } from '../simulator.js';
import { createVenue } from '../venue.js';
import { bookTicker, dayTicker, failure, ok, symbol } from './bodies.js';
import { allOrders, myTrades, openOrders } from './history.js';
import { cancelOrder, newOrder, queryOrder } from './orders.js';
import { apiKey, otherApiKey, paramsOf, secret, signatureError } from './signature.js';

interface Route {
  readonly role: Role;
  /** Null for what needs no key. */
  readonly right: Right | null;
  answer(binance: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined): Answer;
}

const routes: Readonly<Record<string, Route>> = {
  'GET /api/v3/time': { role: 'time', right: null, answer: ({ venue }) => ok({ serverTime: venue.clock.now() }) },
  'GET /api/v3/exchangeInfo': { role: 'instruments', right: null, answer: exchangeInfo },
  'GET /api/v3/ticker/bookTicker': { role: 'prices', right: null, answer: tickers(bookTicker) },
  'GET /api/v3/ticker/24hr': { role: 'prices', right: null, answer: tickers(dayTicker) },
  'GET /api/v3/account': { role: 'account', right: 'read', answer: account },
  'GET /sapi/v1/account/apiRestrictions': { role: 'permissions', right: 'read', answer: restrictions },
  'POST /api/v3/order': {
    role: 'place',
    right: 'trade',
    answer: (binance, params) => newOrder(binance, params, { isTest: false }),
  },
  'POST /api/v3/order/test': {
    role: 'instruments',
    right: 'trade',
    answer: (binance, params) => newOrder(binance, params, { isTest: true }),
  },
  'DELETE /api/v3/order': { role: 'cancel', right: 'trade', answer: cancelOrder },
  'GET /api/v3/order': { role: 'find', right: 'read', answer: queryOrder },
  'GET /api/v3/openOrders': { role: 'find', right: 'read', answer: openOrders },
  'GET /api/v3/allOrders': { role: 'find', right: 'read', answer: allOrders },
  'GET /api/v3/myTrades': { role: 'find', right: 'read', answer: myTrades },
};

/** Binance's spot API: https://developers.binance.com. It takes fees out of the coins bought. Its testnet has no /sapi. */
export async function startBinance({ testnet = false } = {}): Promise<ExchangeSimulator> {
  const venue = createVenue({
    pairs,
    feeRate: new Decimal('0.001'),
    makerFeeRate: new Decimal('0.0009'),
    feeCurrency: 'base',
    roundFee: (fee) => fee.toDecimalPlaces(8, Decimal.ROUND_HALF_UP),
    orderId: (n) => `${9_780_331_000 + n}`,
    tradeId: (n) => `${5_116_031_000 + n}`,
  });

  function endpointOf({ method, path }: Request): Endpoint | null {
    const name = `${method} ${path}`;
    const found = routes[name];
    if (!found || (testnet && path.startsWith('/sapi'))) return null;
    return { role: found.role, name, answer: (request, asOfMs) => answer(found, request, asOfMs) };
  }

  function answer(found: Route, request: Request, asOfMs: number | undefined): Answer {
    if (binance.mode === 'down' && found.role !== 'time') return failure(503, -1008, OVERLOADED);
    const params = paramsOf(request);
    if (found.right === null) return found.answer(binance, params, asOfMs);
    const error = signatureError(request, venue.clock.now());
    if (error) return failure([-2014, -2015].includes(error.code) ? 401 : 400, error.code, error.msg);
    if (!binance.rights.has(found.right)) return failure(401, -2015, 'Invalid API-key, IP, or permissions for action.');
    return found.answer(binance, params, asOfMs);
  }

  const server = await startServer({
    clock: venue.clock,
    endpointOf,
    noSuchEndpoint: { status: 404, body: '<html><head><title>404 Not Found</title></head></html>' },
    clientOrderIdOf: (request) => paramsOf(request).get('newClientOrderId'),
  });
  const rights = new Set<Right>(['read', 'history', 'trade']);
  const binance: ExchangeSimulator = { ...server, apiKey, secret, otherApiKey, venue, rights, mode: 'online' };
  return binance;
}

const OVERLOADED = 'Server is currently overloaded with other requests. Please try again in a few minutes.';

const pairs: readonly Pair[] = [
  pair('BTC', 'USDC', 'Bitcoin', '0.00001'),
  pair('ETH', 'USDC', 'Ethereum', '0.0001'),
  pair('SOL', 'USDC', 'Solana', '0.001'),
  pair('BTC', 'EUR', 'Bitcoin', '0.00001'),
];

function pair(base: string, quote: string, name: string, step: string): Pair {
  const minimums = { minimumQuantity: new Decimal(step), minimumNotional: new Decimal(5) };
  return { id: `${base}${quote}`, base, quote, name, step: new Decimal(step), tick: new Decimal('0.01'), ...minimums };
}

function exchangeInfo({ venue, mode }: ExchangeSimulator, params: URLSearchParams): Answer {
  const asked = askedPairs(venue.pairs, params);
  if (!asked) return failure(400, -1121, 'Invalid symbol.');
  const status = mode === 'cancel only' ? 'BREAK' : 'TRADING';
  const symbols = asked.map((one) => symbol(one, status));
  return ok({ timezone: 'UTC', serverTime: venue.clock.now(), rateLimits: [], exchangeFilters: [], symbols });
}

function tickers(
  show: (one: Pair, offers: ReturnType<ExchangeSimulator['venue']['offers']>, nowMs: number) => unknown,
): Route['answer'] {
  return ({ venue }, params) => {
    const asked = askedPairs(venue.pairs, params);
    if (!asked) return failure(400, -1121, 'Invalid symbol.');
    const rows = asked.map((one) => show(one, venue.offers(one.id), venue.clock.now()));
    return ok(params.has('symbol') ? rows[0] : rows);
  };
}

/** All, or those that `symbol` or `symbols` (a JSON list) name; null when one does not exist. */
function askedPairs(all: readonly Pair[], params: URLSearchParams): Pair[] | null {
  const list: string[] | null = params.has('symbols') ? JSON.parse(params.get('symbols') ?? '[]') : null;
  const names = list ?? (params.has('symbol') ? [params.get('symbol')] : all.map(({ id }) => id));
  const found = names.flatMap((name) => all.filter(({ id }) => id === name));
  return found.length === names.length ? found : null;
}

function account({ venue, rights }: ExchangeSimulator, _: URLSearchParams, asOfMs: number | undefined): Answer {
  const [maker, taker] = [venue.makerFeeRate.toFixed(8), venue.feeRate.toFixed(8)];
  const balances = [...venue.state(asOfMs).balances].map(([asset, { free, held }]) => ({
    asset,
    free: free.toFixed(8),
    locked: held.toFixed(8),
  }));
  return ok({
    makerCommission: 9,
    takerCommission: 10,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker, taker, buyer: '0.00000000', seller: '0.00000000' },
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: venue.clock.now(),
    accountType: 'SPOT',
    balances,
    permissions: rights.has('trade') ? ['SPOT'] : [],
    uid: 354937868,
  });
}

function restrictions({ rights }: ExchangeSimulator): Answer {
  return ok({
    ipRestrict: false,
    createTime: 1772542900000,
    enableReading: rights.has('read'),
    enableWithdrawals: rights.has('withdraw'),
    enableInternalTransfer: false,
    enableMargin: false,
    enableFutures: false,
    permitsUniversalTransfer: false,
    enableVanillaOptions: false,
    enableSpotAndMarginTrading: rights.has('trade'),
  });
}
