import { kraken as KrakenClient } from 'ccxt';
import { toExactString } from '../../../core/money.js';
import type { ExchangeApi } from '../api.js';
import { adviceOn, readAnswer, readPlaced } from './answers.js';
import { assetPairs, balances, keyInfo, tickers, time } from './bodies.js';
import { find } from './find.js';
import { privately, publicly } from './requests.js';

/** An order that has not arrived by then is refused; Kraken takes 2 to 60 s. */
const DEADLINE_MS = 30_000;

export const kraken: ExchangeApi = {
  title: 'Kraken',
  hasTestnet: false,
  orderExpiryMs: DEADLINE_MS,
  keyProblem({ secret }) {
    const isBase64 = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(secret) && secret.length % 4 === 0;
    return isBase64 ? null : 'the secret is not base64, as Kraken gives it';
  },
  signer(keys) {
    const client = new KrakenClient({ ...keys });
    client.nonce = risingMicroseconds();
    return client;
  },
  readAnswer,
  transientErrors: new Set(['EAPI:Invalid nonce']),
  rateLimitErrors: new Set(['EAPI:Rate limit exceeded', 'EGeneral:Temporary lockout', 'EService:Throttled']),
  adviceOn,
  time: publicly('Time'),
  parseTime: time,

  pairs: (connection, symbols) => connection.read(publicly('AssetPairs'), assetPairs(symbols)),
  account: (connection) => connection.read(privately('BalanceEx'), balances),
  async asks(connection, pairs) {
    const ids = pairs.map(({ id }) => id);
    const read = await connection.read(publicly('Ticker', { pair: ids.join(',') }), tickers);
    return new Map(
      pairs.flatMap(({ id, symbol }) => {
        const ask = read[id]?.a[0];
        return ask?.gt(0) ? [[symbol, ask]] : [];
      }),
    );
  },
  async permissions(connection) {
    const read = await connection.readUnless(privately('GetApiKeyInfo'), keyInfo, ['EGeneral:Unknown method']);
    if (!read) return { trade: null, withdraw: null };
    const { permissions } = read;
    return { trade: permissions.includes('modify-trades'), withdraw: permissions.includes('withdraw-funds') };
  },

  orderRequest: ({ clientOrderId, quantity, limitPrice }, { id }, signedAtMs) =>
    privately('AddOrder', {
      pair: id,
      type: 'buy',
      ordertype: 'limit',
      volume: toExactString(quantity),
      price: toExactString(limitPrice),
      timeinforce: 'IOC',
      cl_ord_id: clientOrderId,
      deadline: new Date(signedAtMs + DEADLINE_MS).toISOString(),
    }),
  onlyChecked: { validate: 'true' },
  readPlaced,
  find,
  nothingToCancel: new Set(['EOrder:Unknown order']),
  cancelRequest: ({ clientOrderId }) => privately('CancelOrder', { cl_ord_id: clientOrderId }),
};

/** Nonces must rise, also between two programs' starts within one millisecond. */
function risingMicroseconds(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000);
    return last;
  };
}
