import { onTestFinished } from 'vitest';
import type { ExchangeApi } from '../../../src/broker/exchange/api.js';
import type { Pair, Placed, SentOrder } from '../../../src/broker/exchange/model.js';
import { exchangeApis } from '../../../src/broker/exchange/registry.js';
import { type Connection, type ConnectionSettings, connect } from '../../../src/broker/exchange/wire/connection.js';
import { Decimal } from '../../../src/core/money.js';
import type { ExchangeSimulator } from '../../exchanges/simulator.js';
import { exchangeNamed, type exchanges, stock } from '../../exchanges/simulators.js';

export const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';

interface Connected {
  readonly simulator: ExchangeSimulator;
  readonly api: ExchangeApi;
  readonly connection: Connection;
  readonly pair: Pair;
  /** Ends the run when an answer to an order would leave: what waits for it gives up. */
  endRunAfterOrder(): void;
  /** A new connection, as the next run has it. */
  reconnect(): Connection;
  /** What was told to the log. */
  readonly events: readonly string[];
  order(quantity: string, limitPrice: string, clientOrderId?: string): SentOrder;
  /** POSTs the order once and judges what comes of it. */
  place(order: SentOrder, timeoutMs?: number): Promise<Placed>;
}

/** Connects to a simulator with two offers of bitcoin and money for more, whose clock may be ahead of ours. */
export async function connected(
  name: (typeof exchanges)[number]['name'],
  settings: Partial<ConnectionSettings> = {},
  clockAheadMs = 0,
): Promise<Connected> {
  const exchange = exchangeNamed(name);
  const simulator = await exchange.start();
  onTestFinished(() => simulator.close());
  simulator.venue.clock.advance(clockAheadMs);
  stock(simulator, exchange);
  const api = withOneClient(await exchangeApis[name]());
  const events: string[] = [];
  const run = new AbortController();
  const open = (signal = new AbortController().signal) => {
    const opened = connect(api, {
      keys: { apiKey: simulator.apiKey, secret: simulator.secret },
      sandbox: false,
      answerTimeoutMs: 20_000,
      signal,
      tell: (event) => events.push(event),
      userAgent: 'crypto-bot/test',
      connectTimeoutMs: 20_000,
      proxies: {},
      baseUrl: new URL(simulator.url),
      ...settings,
    });
    onTestFinished(() => opened.close());
    return opened;
  };
  const connection = open(run.signal);
  const [pair] = await api.pairs(connection, [exchange.symbol]);
  if (!pair) throw new Error(`${name} does not list ${exchange.symbol}`);
  return {
    simulator,
    api,
    connection,
    pair,
    endRunAfterOrder: () =>
      simulator.watch((moment, { role }) => {
        if (role === 'place' && moment === 'leaving') run.abort();
      }),
    reconnect: () => open(),
    events,
    order: (quantity, limitPrice, clientOrderId = ID) => ({
      clientOrderId,
      symbol: pair.symbol,
      quantity: new Decimal(quantity),
      limitPrice: new Decimal(limitPrice),
      sentAt: new Date(),
    }),
    async place(order, timeoutMs = 20_000) {
      const options = { timeoutMs, mustSay: [order.clientOrderId] };
      const outcome = await connection.post((signedAtMs) => api.orderRequest(order, pair, signedAtMs), options);
      if (outcome.kind === 'not sent') return { kind: 'not-sent', reason: outcome.reason };
      if (outcome.kind === 'unanswered') return outcome;
      return api.readPlaced(outcome.answer, order);
    },
  };
}

const clients = new Map<string, ReturnType<ExchangeApi['signer']>>();
const clocks = new Map<string, () => number>();

/** ccxt takes 20 ms to make a client: all connections with a key share one, with the clock of the latest. */
function withOneClient(api: ExchangeApi): ExchangeApi {
  return {
    ...api,
    signer(keys, { sandbox, now }) {
      const name = [api.title, keys.apiKey, keys.secret, sandbox].join();
      clocks.set(name, now);
      const client = clients.get(name) ?? api.signer(keys, { sandbox, now: () => clocks.get(name)?.() ?? now() });
      clients.set(name, client);
      return client;
    },
  };
}
