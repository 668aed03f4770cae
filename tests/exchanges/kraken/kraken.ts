import { Decimal } from '../../../src/core/money.js';
import type { Role } from '../faults.js';
import type { Pair } from '../journal.js';
import { type Answer, type Endpoint, type Request, startServer } from '../server.js';
import type { ExchangeSimulator, Right } from '../simulator.js';
import { createVenue } from '../venue.js';
import { asset, assetPair, COST_DECIMALS, errors, result, ticker } from './bodies.js';
import { closedOrders, openOrders, queryTrades, tradesHistory } from './history.js';
import { addOrder, cancelOrder, pairNamed, queryOrders } from './orders.js';
import { apiKey, createSignatureCheck, otherApiKey, secret } from './signature.js';

type Handler = (kraken: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined) => Answer;

interface Method {
  readonly role: Role;
  readonly answer: Handler;
}

interface PrivateMethod extends Method {
  /** One of them is enough. */
  readonly rights: readonly Right[];
}

const publicMethods: Readonly<Record<string, Method>> = {
  Time: {
    role: 'time',
    answer: ({ venue }) => {
      const now = new Date(venue.clock.now());
      return result({ unixtime: Math.floor(now.getTime() / 1000), rfc1123: now.toUTCString().replace('GMT', '+0000') });
    },
  },
  SystemStatus: {
    role: 'time',
    answer: ({ venue, mode }) => {
      const status = { online: 'online', 'cancel only': 'cancel_only', down: 'maintenance' }[mode];
      return result({ status, timestamp: new Date(venue.clock.now()).toISOString() });
    },
  },
  Assets: {
    role: 'instruments',
    answer: ({ venue }) => {
      const ids = new Set(venue.pairs.flatMap(({ base, quote }) => [base, quote]));
      return result(Object.fromEntries([...ids].map((id) => [id, asset(id)])));
    },
  },
  AssetPairs: {
    role: 'instruments',
    answer: (kraken, params) => {
      const status = kraken.mode === 'cancel only' ? 'cancel_only' : 'online';
      return ofPairs(kraken, params, (pair) => assetPair(pair, status, kraken.venue));
    },
  },
  Ticker: {
    role: 'prices',
    answer: (kraken, params) => ofPairs(kraken, params, (pair) => ticker(pair, kraken.venue.offers(pair.id))),
  },
};

const privateMethods: Readonly<Record<string, PrivateMethod>> = {
  GetApiKeyInfo: { role: 'permissions', rights: [], answer: keyInfo },
  BalanceEx: { role: 'account', rights: ['read'], answer: balances },
  AddOrder: { role: 'place', rights: ['trade'], answer: addOrder },
  CancelOrder: { role: 'cancel', rights: ['trade'], answer: cancelOrder },
  OpenOrders: { role: 'find', rights: ['read'], answer: openOrders },
  ClosedOrders: { role: 'find', rights: ['history'], answer: closedOrders },
  QueryOrders: { role: 'find', rights: ['read', 'history'], answer: queryOrders },
  QueryTrades: { role: 'find', rights: ['history'], answer: queryTrades },
  TradesHistory: { role: 'find', rights: ['history'], answer: tradesHistory },
};

/** Kraken's spot API: https://docs.kraken.com/exchange/api-reference. It pays fees in the quote currency. */
export async function startKraken(): Promise<ExchangeSimulator> {
  const venue = createVenue({
    pairs,
    feeRate: new Decimal('0.0026'),
    makerFeeRate: new Decimal('0.0016'),
    feeCurrency: 'quote',
    roundFee: (fee) => fee.toDecimalPlaces(COST_DECIMALS, Decimal.ROUND_HALF_UP),
    orderId: (n) => `OSIMUL-KRAKE-${numbered(n)}`,
    tradeId: (n) => `TSIMUL-KRAKE-${numbered(n)}`,
  });
  const signatureError = createSignatureCheck();

  function endpointOf({ method, path }: Request): Endpoint | null {
    const [, kind, name = ''] = /^\/0\/(public|private)\/(\w+)$/.exec(path) ?? [];
    const known = (kind === 'public' ? publicMethods : privateMethods)[name];
    if (!known || (kind === 'private' && method !== 'POST')) return null;
    return { role: known.role, name, answer: (request, asOfMs) => answer(name, known, request, asOfMs) };
  }

  function answer(name: string, method: Method | PrivateMethod, request: Request, asOfMs: number | undefined): Answer {
    const isDown = kraken.mode === 'down' && !['Time', 'SystemStatus'].includes(name);
    if (isDown) return errors('EService:Unavailable');
    if (!('rights' in method)) return method.answer(kraken, request.query, asOfMs);
    const error = signatureError(request);
    if (error !== null) return errors(error);
    const isAllowed = method.rights.length === 0 || method.rights.some((right) => kraken.rights.has(right));
    if (!isAllowed) return errors('EGeneral:Permission denied');
    return method.answer(kraken, new URLSearchParams(request.body), asOfMs);
  }

  const server = await startServer({
    clock: venue.clock,
    endpointOf,
    noSuchEndpoint: errors('EGeneral:Unknown method'),
    clientOrderIdOf: ({ body }) => new URLSearchParams(body).get('cl_ord_id'),
  });
  const rights = new Set<Right>(['read', 'history', 'trade']);
  const kraken: ExchangeSimulator = { ...server, apiKey, secret, otherApiKey, venue, rights, mode: 'online' };
  return kraken;
}

const pairs: readonly Pair[] = [
  pair('XXBTZUSD', 'XXBT', 'ZUSD', 'Bitcoin', '0.1', '0.00005'),
  pair('XETHZUSD', 'XETH', 'ZUSD', 'Ethereum', '0.01', '0.002'),
  pair('SOLUSD', 'SOL', 'ZUSD', 'Solana', '0.01', '0.02'),
  pair('XXBTZEUR', 'XXBT', 'ZEUR', 'Bitcoin', '0.1', '0.00005'),
];

function pair(id: string, base: string, quote: string, name: string, tick: string, minimumQuantity: string): Pair {
  return {
    id,
    base,
    quote,
    name,
    step: new Decimal('0.00000001'),
    tick: new Decimal(tick),
    minimumQuantity: new Decimal(minimumQuantity),
    minimumNotional: new Decimal('0.5'),
  };
}

/** Six letters and digits. */
function numbered(n: number): string {
  return n.toString(36).toUpperCase().padStart(6, '0');
}

/** Of all pairs, or of those that `pair` names; one that does not exist is an error. */
function ofPairs(kraken: ExchangeSimulator, params: URLSearchParams, show: (pair: Pair) => unknown): Answer {
  const named = params.get('pair')?.split(',');
  const asked = named ? named.map((name) => pairNamed(kraken, name)) : kraken.venue.pairs;
  const known = asked.flatMap((one) => (one ? [one] : []));
  if (known.length < asked.length) return errors('EQuery:Unknown asset pair');
  return result(Object.fromEntries(known.map((one) => [one.id, show(one)])));
}

function balances({ venue }: ExchangeSimulator, _: URLSearchParams, asOfMs: number | undefined): Answer {
  const entries = [...venue.state(asOfMs).balances].map(([id, { free, held }]) => [
    id,
    { balance: free.plus(held).toFixed(10), hold_trade: held.toFixed(10) },
  ]);
  return result(Object.fromEntries(entries));
}

function keyInfo({ rights }: ExchangeSimulator): Answer {
  const names: Readonly<Record<Right, readonly string[]>> = {
    read: ['query-funds', 'query-open-trades'],
    history: ['query-closed-trades'],
    trade: ['modify-trades', 'close-trades'],
    withdraw: ['withdraw-funds'],
  };
  return result({
    apiKeyName: 'simulator',
    apiKey,
    nonce: '1772627060997',
    nonceWindow: 0,
    permissions: [...rights].flatMap((right) => names[right]),
    iban: 'AA88 N84G WOAK NMOI',
    validUntil: '0',
    queryFrom: '0',
    queryTo: '0',
    createdTime: '1772542900',
    modifiedTime: '1772543095',
    ipAllowlist: [],
    lastUsed: '1772627061',
  });
}
