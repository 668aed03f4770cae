import { binance as BinanceClient } from 'ccxt';
import { toExactString } from '../../../core/money.js';
import type { ExchangeApi } from '../api.js';
import { adviceOn, readAnswer, readPlaced } from './answers.js';
import { account, bookTickers, exchangeInfo, restrictions, time } from './bodies.js';
import { find } from './find.js';
import { marketOf, privately, publicly } from './requests.js';

/** What arrives longer after its timestamp than this is refused; Binance takes at most 60 s. */
const WINDOW_MS = 30_000;
const INVALID_SYMBOL = '-1121';

export const binance: ExchangeApi = {
  title: 'Binance',
  hasTestnet: true,
  orderExpiryMs: WINDOW_MS,
  keyProblem({ apiKey, secret }) {
    return /^[\x21-\x7e]+$/.test(apiKey) && secret !== '' ? null : 'the key or the secret has characters that none has';
  },
  signer(keys, { sandbox, now }) {
    const client = new BinanceClient({ ...keys, options: { recvWindow: WINDOW_MS } });
    if (sandbox) client.setSandboxMode(true);
    client.nonce = () => Math.floor(now());
    return client;
  },
  readAnswer,
  transientErrors: new Set(),
  rateLimitErrors: new Set(['-1003']), // with 429, or 418 for a ban
  adviceOn,
  time: publicly('time'),
  parseTime: time,

  async pairs(connection, symbols) {
    const ask = (some: readonly string[]) => {
      const request = publicly('exchangeInfo', { symbols: JSON.stringify(some.map(marketOf)) });
      return connection.readUnless(request, exchangeInfo(some), [INVALID_SYMBOL]);
    };
    const all = await ask(symbols);
    if (all) return all;
    // One that it does not list spoils the answer for all.
    const each = await Promise.all(symbols.map((symbol) => ask([symbol])));
    return each.flatMap((pairs) => pairs ?? []);
  },
  account: (connection) => connection.read(privately('account'), account),
  async asks(connection, pairs) {
    const request = publicly('ticker/bookTicker', { symbols: JSON.stringify(pairs.map(({ id }) => id)) });
    const tickers = await connection.read(request, bookTickers);
    return new Map(
      pairs.flatMap(({ id, symbol }) => {
        const ask = tickers.find((ticker) => ticker.symbol === id)?.askPrice;
        return ask?.gt(0) ? [[symbol, ask]] : [];
      }),
    );
  },
  async permissions(connection) {
    if (connection.sandbox) return { trade: null, withdraw: null }; // The testnet does not tell.
    const request = { path: 'account/apiRestrictions', api: 'sapi', method: 'GET', params: {} } as const;
    const { enableSpotAndMarginTrading, enableWithdrawals } = await connection.read(request, restrictions);
    return { trade: enableSpotAndMarginTrading, withdraw: enableWithdrawals };
  },

  orderRequest: ({ clientOrderId, quantity, limitPrice }, { id }) =>
    privately(
      'order',
      {
        symbol: id,
        side: 'BUY',
        newClientOrderId: clientOrderId,
        newOrderRespType: 'FULL',
        type: 'LIMIT',
        quantity: toExactString(quantity),
        price: toExactString(limitPrice),
        timeInForce: 'IOC',
      },
      'POST',
    ),
  onlyChecked: null,
  readPlaced,
  find,
  nothingToCancel: new Set(['-2011']),
  cancelRequest: ({ clientOrderId, symbol }) =>
    privately('order', { symbol: marketOf(symbol), origClientOrderId: clientOrderId }, 'DELETE'),
};
