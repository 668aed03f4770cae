import type { ExchangeName } from './account.js';
import type { Answer } from './server.js';

/** How each exchange refuses an order. */
export const refusals: Readonly<Record<ExchangeName, Answer>> = {
  kraken: { status: 200, body: { error: ['EOrder:Insufficient funds'] } },
  binance: { status: 400, body: { code: -2010, msg: 'Account has insufficient balance for requested action.' } },
  coinbase: { status: 400, body: { error: 'INVALID_ARGUMENT', message: 'no', error_details: 'no' } },
};
