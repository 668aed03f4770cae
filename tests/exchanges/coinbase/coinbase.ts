import { Decimal } from '../../../src/core/money.js';
import type { Role } from '../faults.js';
import type { Pair } from '../journal.js';
import { type Answer, type Endpoint, type Request, startServer } from '../server.js';
import type { ExchangeSimulator, Right } from '../simulator.js';
import { createVenue } from '../venue.js';
import { account, failure, ok, priceBook, product } from './bodies.js';
import { getOrder, listFills, listOrders, paged } from './history.js';
import { cancelOrders, clientOrderIdOf, createOrder } from './orders.js';
import { apiKey, isSigned, otherApiKey, secret } from './signature.js';

interface Route {
  readonly role: Role;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Null for what needs no key. */
  readonly right: Right | null;
  answer(coinbase: ExchangeSimulator, request: Request, asOfMs: number | undefined): Answer;
}

const root = '/api/v3/brokerage';
const route = (role: Role, method: Route['method'], path: string, right: Right | null, answer: Route['answer']) => {
  return { role, method, path: new RegExp(`^${path}$`), right, answer };
};

const routes: readonly Route[] = [
  route('time', 'GET', '/v2/time', null, ({ venue }) => {
    const now = new Date(venue.clock.now());
    return ok({ data: { iso: now.toISOString(), epoch: Math.floor(now.getTime() / 1000) } });
  }),
  route('time', 'GET', `${root}/time`, null, ({ venue }) => {
    const now = new Date(venue.clock.now());
    const epochMillis = `${now.getTime()}`;
    return ok({ iso: now.toISOString(), epochSeconds: epochMillis.slice(0, -3), epochMillis });
  }),
  route('instruments', 'GET', `${root}/market/products`, null, products),
  route('instruments', 'GET', `${root}/products`, 'read', products),
  route('prices', 'GET', `${root}/market/products/[^/]+/ticker`, null, tradesAndBest),
  route('prices', 'GET', `${root}/best_bid_ask`, 'read', ({ venue }, { query }) => {
    const ids = query.getAll('product_ids');
    const asked = venue.pairs.filter(({ id }) => ids.length === 0 || ids.includes(id));
    return ok({ pricebooks: asked.map((pair) => priceBook(pair, venue.offers(pair.id), venue.clock.now())) });
  }),
  route('instruments', 'GET', `${root}/transaction_summary`, 'read', ({ venue }) => {
    const fee_tier = {
      pricing_tier: 'Intro 1',
      usd_from: '0',
      usd_to: '1000',
      taker_fee_rate: venue.feeRate.toFixed(),
      maker_fee_rate: venue.makerFeeRate.toFixed(),
    };
    return ok({ total_volume: 0, total_fees: 0, fee_tier, margin_rate: null, goods_and_services_tax: null });
  }),
  route('permissions', 'GET', `${root}/key_permissions`, 'read', ({ rights }) =>
    ok({
      can_view: rights.has('read'),
      can_trade: rights.has('trade'),
      can_transfer: rights.has('withdraw'),
      portfolio_uuid: '33333333-3333-4333-8333-333333333333',
      portfolio_type: 'DEFAULT',
      can_receive: false,
    }),
  ),
  route('account', 'GET', `${root}/accounts`, 'read', ({ venue }, { query }, asOfMs) => {
    const rows = [...venue.state(asOfMs).balances].map(([currency, balance], index) =>
      account(currency, balance, index),
    );
    const { page, cursor } = paged(rows, query);
    return ok({ accounts: page, has_next: cursor !== '', cursor, size: page.length });
  }),
  route('place', 'POST', `${root}/orders`, 'trade', createOrder),
  route('cancel', 'POST', `${root}/orders/batch_cancel`, 'trade', cancelOrders),
  route('find', 'GET', `${root}/orders/historical/batch`, 'read', listOrders),
  route('find', 'GET', `${root}/orders/historical/fills`, 'read', listFills),
  route('find', 'GET', `${root}/orders/historical/[^/]+`, 'read', (coinbase, { path }, asOfMs) =>
    getOrder(coinbase, path.split('/').at(-1) ?? '', asOfMs),
  ),
];

/** Coinbase's Advanced Trade API: https://docs.cdp.coinbase.com. It takes fees in the quote currency, on top. */
export async function startCoinbase(): Promise<ExchangeSimulator> {
  const venue = createVenue({
    pairs,
    feeRate: new Decimal('0.006'),
    makerFeeRate: new Decimal('0.004'),
    feeCurrency: 'quote',
    roundFee: (fee) => fee.toDecimalPlaces(16, Decimal.ROUND_HALF_UP),
    orderId: (n) => `44444444-4444-4444-8444-${String(n).padStart(12, '0')}`,
    tradeId: (n) => `55555555-5555-4555-8555-${String(n).padStart(12, '0')}`,
  });

  function endpointOf({ method, path }: Request): Endpoint | null {
    const found = routes.find((one) => one.method === method && one.path.test(path));
    return found
      ? { role: found.role, name: `${method} ${path}`, answer: (request, asOfMs) => answer(found, request, asOfMs) }
      : null;
  }

  function answer(found: Route, request: Request, asOfMs: number | undefined): Answer {
    if (coinbase.mode === 'down' && found.role !== 'time') return failure(503, 'unavailable', 'Service unavailable');
    if (found.right === null) return found.answer(coinbase, request, asOfMs);
    if (!isSigned(request, venue.clock.now())) return { status: 401, body: 'Unauthorized\n' };
    if (!coinbase.rights.has(found.right)) return failure(403, 'PERMISSION_DENIED', 'Missing required scopes');
    return found.answer(coinbase, request, asOfMs);
  }

  const server = await startServer({
    clock: venue.clock,
    endpointOf,
    noSuchEndpoint: failure(404, 'not_found', 'Not found'),
    clientOrderIdOf,
  });
  const rights = new Set<Right>(['read', 'history', 'trade']);
  const coinbase: ExchangeSimulator = { ...server, apiKey, secret, otherApiKey, venue, rights, mode: 'online' };
  return coinbase;
}

const pairs: readonly Pair[] = [
  pair('BTC', 'USD', 'Bitcoin', '0.00000001'),
  pair('ETH', 'USD', 'Ethereum', '0.00000001'),
  pair('SOL', 'USD', 'Solana', '0.00000001'),
  pair('BTC', 'EUR', 'Bitcoin', '0.00000001'),
];

function pair(base: string, quote: string, name: string, step: string): Pair {
  const minimums = { minimumQuantity: new Decimal(step), minimumNotional: new Decimal(1) };
  return { id: `${base}-${quote}`, base, quote, name, step: new Decimal(step), tick: new Decimal('0.01'), ...minimums };
}

function products({ venue, mode }: ExchangeSimulator, { query }: Request): Answer {
  const isSpot = ['SPOT', null].includes(query.get('product_type'));
  const ids = query.getAll('product_ids');
  const asked = venue.pairs.filter(({ id }) => isSpot && (ids.length === 0 || ids.includes(id)));
  const rows = asked.map((one) => product(one, venue.offers(one.id), mode === 'cancel only'));
  return ok({ products: rows, num_products: rows.length });
}

function tradesAndBest({ venue }: ExchangeSimulator, { path }: Request): Answer {
  const id = path.split('/').at(-2) ?? '';
  const [best] = venue.offers(id);
  const found = venue.pairs.find((one) => one.id === id);
  if (!found) return failure(404, 'NOT_FOUND', `product ${id} not found`);
  const ask = best?.price.toFixed() ?? '';
  return ok({ trades: [], best_bid: best?.price.minus(found.tick).toFixed() ?? '', best_ask: ask });
}
