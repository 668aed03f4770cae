import * as ccxt from 'ccxt';
import { startBinance } from './binance/binance.js';
import { levels } from './book.js';
import { startCoinbase } from './coinbase/coinbase.js';
import { startKraken } from './kraken/kraken.js';
import type { ExchangeSimulator } from './simulator.js';

/** What is the same at all exchanges but for its names. */
interface Exchange {
  readonly name: 'kraken' | 'coinbase' | 'binance';
  readonly start: () => Promise<ExchangeSimulator>;
  readonly ccxt: () => ccxt.Exchange;
  /** Bitcoin's pair, as ccxt and as the exchange call it. */
  readonly symbol: string;
  readonly pairId: string;
  /** The exchange's names of bitcoin and of what it is paid in. */
  readonly base: string;
  readonly quote: string;
  /** How a client order id is passed to ccxt so that it leaves as it is. */
  readonly clientOrderIdParam: 'clientOrderId' | 'client_order_id';
}

export const exchanges: readonly Exchange[] = [
  {
    name: 'kraken',
    start: startKraken,
    ccxt: () => new ccxt.kraken({ enableRateLimit: false, number: String }),
    symbol: 'BTC/USD',
    pairId: 'XXBTZUSD',
    base: 'XXBT',
    quote: 'ZUSD',
    clientOrderIdParam: 'clientOrderId',
  },
  {
    name: 'coinbase',
    start: startCoinbase,
    ccxt: () => new ccxt.coinbase({ enableRateLimit: false, number: String, has: { fetchCurrencies: false } }),
    symbol: 'BTC/USD',
    pairId: 'BTC-USD',
    base: 'BTC',
    quote: 'USD',
    clientOrderIdParam: 'client_order_id',
  },
  {
    name: 'binance',
    start: startBinance,
    ccxt: () =>
      new ccxt.binance({
        enableRateLimit: false,
        number: String,
        options: { fetchCurrencies: false, fetchMargins: false, fetchMarkets: { types: ['spot'] } },
      }),
    symbol: 'BTC/USDC',
    pairId: 'BTCUSDC',
    base: 'BTC',
    quote: 'USDC',
    clientOrderIdParam: 'clientOrderId',
  },
];

export function exchangeNamed(name: Exchange['name']): Exchange {
  const found = exchanges.find((one) => one.name === name);
  if (!found) throw new Error(`there is no simulator of ${name}`);
  return found;
}

/** Two offers of bitcoin, and money for more than both. */
export function stock(simulator: ExchangeSimulator, { pairId, quote }: Exchange): void {
  simulator.venue.offer(pairId, levels(['50000', '0.3'], ['50010.5', '0.5']));
  simulator.venue.payIn(quote, '100000');
}

const clients = new Map<Exchange, ccxt.Exchange>();

/**
 * The unchanged ccxt, whose requests arrive at a simulator: what it builds and signs is for the real host, and only where
 * it goes is changed. ccxt takes 20 ms to make a client, so there is one of each exchange, and it keeps the markets that it
 * has loaded: it speaks to the simulator that it was connected to last.
 */
export function connect(exchange: Exchange, { url, apiKey, secret }: ExchangeSimulator): ccxt.Exchange {
  const client = clients.get(exchange) ?? exchange.ccxt();
  clients.set(exchange, client);
  Object.assign(client, { apiKey, secret });
  client.fetchImplementation = (target: string, request: RequestInit) => {
    const { pathname, search } = new URL(target);
    return fetch(`${url}${pathname}${search}`, request);
  };
  return client;
}

/** Sends one request as ccxt signs it, and gives the body as it came, whatever ccxt makes of them. */
export async function ask(
  client: ccxt.Exchange,
  path: string,
  api: string | readonly string[],
  method: 'GET' | 'POST' | 'DELETE' = 'POST',
  params: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  await client.request(path, api, method, { ...params }).catch(() => undefined);
  return lastAnswer(client);
}

/** The body of the latest answer: JSON, or text that is none. */
export function lastAnswer(client: ccxt.Exchange): unknown {
  const text = `${client.last_http_response}`;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
