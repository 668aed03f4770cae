import { coinbase as CoinbaseClient } from 'ccxt';
import { toExactString } from '../../../core/money.js';
import type { ExchangeApi } from '../api.js';
import { adviceOn, readAnswer, readPlaced } from './answers.js';
import { accounts, addUp, bestOffers, feeTier, keyPermissions, products, time, toPair } from './bodies.js';
import { everyPage, find } from './find.js';
import { post, privately, productOf, publicly } from './requests.js';

/** The token that signs a request is good for this long. */
const TOKEN_MS = 120_000;

export const coinbase: ExchangeApi = {
  title: 'Coinbase',
  hasTestnet: false,
  orderExpiryMs: TOKEN_MS,
  keyProblem({ secret }) {
    const isPem = /^-----BEGIN EC PRIVATE KEY-----\n[\s\S]+\n-----END EC PRIVATE KEY-----$/.test(secret);
    const isEd25519 = /^[A-Za-z0-9+/]{86}==$/.test(secret);
    if (isPem || isEd25519) return null;
    return 'the secret is no private key: take privateKey of the file that Coinbase gives, with its first and last line';
  },
  signer(keys, { now }) {
    const client = new CoinbaseClient({ ...keys });
    client.seconds = () => Math.floor(now() / 1000);
    client.milliseconds = now;
    return client;
  },
  readAnswer,
  transientErrors: new Set(),
  rateLimitErrors: new Set(),
  adviceOn,
  time: { path: 'time', api: ['v2', 'public'], method: 'GET', params: {} },
  parseTime: time,

  async pairs(connection, symbols) {
    const request = publicly('market/products', { product_ids: symbols.map(productOf) });
    const listed = await connection.read(request, products(symbols));
    const fees = await connection.read(privately('transaction_summary'), feeTier);
    return listed.map((one) => toPair(one, fees));
  },
  async account(connection) {
    const rows = await everyPage(async (page) => {
      const read = await connection.read(privately('accounts', { limit: 250, ...page }), accounts);
      return { rows: read.accounts, cursor: read.has_next ? (read.cursor ?? '') : '' };
    });
    return { balances: addUp(rows), feeRate: null, makerFeeRate: null };
  },
  async asks(connection, pairs) {
    const request = privately('best_bid_ask', { product_ids: pairs.map(({ id }) => id) });
    const { pricebooks } = await connection.read(request, bestOffers);
    return new Map(
      pairs.flatMap(({ id, symbol }) => {
        const [best] = pricebooks.find(({ product_id }) => product_id === id)?.asks ?? [];
        return best ? [[symbol, best.price]] : [];
      }),
    );
  },
  async permissions(connection) {
    const { can_trade, can_transfer } = await connection.read(privately('key_permissions'), keyPermissions);
    return { trade: can_trade, withdraw: can_transfer };
  },

  orderRequest: ({ clientOrderId, quantity, limitPrice }, { id }) =>
    post('orders', {
      client_order_id: clientOrderId,
      product_id: id,
      side: 'BUY',
      order_configuration: {
        sor_limit_ioc: { base_size: toExactString(quantity), limit_price: toExactString(limitPrice) },
      },
    }),
  onlyChecked: null,
  readPlaced,
  find,
  nothingToCancel: new Set(), // it says so of each order, in its result
  cancelRequest: (_, exchangeId) => (exchangeId ? post('orders/batch_cancel', { order_ids: [exchangeId] }) : null),
};
