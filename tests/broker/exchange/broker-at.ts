import { onTestFinished } from 'vitest';
import { createExchangeBroker, type ExchangeSettings } from '../../../src/broker/exchange/exchange-broker.js';
import type { PairChoice } from '../../../src/broker/exchange/pairs/pairs.js';
import { keysOf } from '../../../src/broker/exchange/wire/key-file.js';
import type { OrderRecord } from '../../../src/core/order/order.js';
import { amount } from '../../core/examples.js';
import { promised } from '../../core/order/orders.js';
import type { ExchangeSimulator } from '../../exchanges/simulator.js';
import { exchangeNamed, type exchanges, stock } from '../../exchanges/simulators.js';
import { ID } from './connected.js';

type Name = (typeof exchanges)[number]['name'];

interface Changes {
  readonly connection?: Partial<ExchangeSettings['connection']>;
  readonly choice?: Partial<PairChoice>;
  readonly secret?: string;
}

/** A broker at a simulator with two offers of bitcoin and money for more; `next` is the broker of the next run. */
export async function brokerAt(name: Name, changes: Changes = {}) {
  const exchange = exchangeNamed(name);
  const simulator = await exchange.start();
  onTestFinished(() => simulator.close());
  stock(simulator, exchange);
  const kept: { text: string | null } = { text: null };
  const next = () => createExchangeBroker(settingsFor(name, simulator, kept, changes));
  const order = (quantity: string, limitPrice: string): OrderRecord => ({
    ...promised,
    clientOrderId: ID,
    pair: exchange.symbol,
    quantity: amount(quantity),
    limitPrice: amount(limitPrice),
    status: 'sending',
    sentAt: new Date(),
  });
  return { exchange, simulator, order, next, ...next() };
}

export function settingsFor(
  name: Name,
  simulator: ExchangeSimulator,
  kept: { text: string | null },
  { connection, choice, secret = simulator.secret }: Changes,
): ExchangeSettings {
  return {
    connection: {
      sandbox: false,
      answerTimeoutMs: 20_000,
      signal: new AbortController().signal,
      tell: () => {},
      userAgent: 'crypto-bot/test',
      connectTimeoutMs: 20_000,
      proxies: {},
      baseUrl: new URL(simulator.url),
      ...connection,
    },
    readKeys: () => keysOf(simulator.apiKey, secret),
    choice: {
      exchange: name,
      quoteCurrency: 'usd',
      quote: name === 'binance' ? 'USDC' : null,
      named: new Map(),
      ...choice,
    },
    maxSlippageBps: amount('50'),
    maxDeviationPercent: amount('2'),
    graceMs: 60_000,
    sending: { now: Date.now, deadlineMs: Date.now() + 600_000, postTimeoutMs: 5_000 },
    permit: { setting: 'live', refusal: () => null },
    pairStore: {
      load: async () => kept.text,
      save: async (text) => {
        kept.text = text;
      },
    },
  };
}
