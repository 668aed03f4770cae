import { nameOfBroker } from '../../core/broker-name.js';
import type { CoinId } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import type { Permit } from '../../core/order/permit.js';
import { configError } from '../../errors.js';
import { LIVE, whyNotLive } from '../live.js';
import { createExchangeBroker, type ExchangeBroker } from './exchange-broker.js';
import type { ExchangeName, Keys } from './model.js';
import { hashOfKey, readKeys } from './wire/key-file.js';
import type { TransportSettings } from './wire/transport.js';

/** What the program's settings say of an exchange, and what it runs in. */
export interface ExchangeConfig
  extends Pick<TransportSettings, 'userAgent' | 'connectTimeoutMs' | 'proxies' | 'onRequest'> {
  readonly broker: ExchangeName | 'paper';
  readonly quoteCurrency: string;
  readonly exchangeKeyFile: string | undefined;
  readonly exchangeApiKey: string | undefined;
  readonly exchangeApiSecret: string | undefined;
  readonly exchangePairs: ReadonlyMap<CoinId, string> | undefined;
  readonly exchangeQuote: string | undefined;
  readonly exchangeSandbox: boolean;
  readonly exchangeUrl: string | undefined;
  readonly maxSlippageBps: Decimal;
  readonly maxDeviationPercent: Decimal;
  readonly exchangeGraceMs: number;
  readonly capTick: Decimal | undefined;
  readonly capDay: Decimal | undefined;
  readonly answerTimeoutMs: number;
  readonly deadline: { readonly at: Date; readonly signal: AbortSignal };
  readonly log: { debug(event: string): void };
}

/** Where texts are kept by name: a ledger. */
export interface TextStore {
  loadSetting(name: string): Promise<string | null>;
  changeSetting(name: string, change: (before: string | null) => string, at: Date): Promise<string>;
}

/** Live must be on for this key, with the caps that it needs. */
function livePermit(
  broker: string,
  hash: () => string,
  { capTick, capDay }: Pick<ExchangeConfig, 'capTick' | 'capDay'>,
): Permit {
  return {
    setting: LIVE,
    refusal: (text) =>
      whyNotLive(text, { broker, key: hash() }) ??
      (capTick && capDay ? null : 'caps.tick and caps.day are not both set'),
  };
}

/** How long an answer to an order is waited for. */
const POST_TIMEOUT_MS = 20_000;

/** The exchange of the settings, whose pairs are kept in the store. Throws a config CryptoBotError where they say paper. */
export function connectExchange(config: ExchangeConfig, store: TextStore): ExchangeBroker {
  const { broker: exchange, exchangeSandbox: sandbox, exchangeUrl, deadline, log } = config;
  if (exchange === 'paper') throw configError('broker is paper: set it to kraken, coinbase or binance');
  const { userAgent, connectTimeoutMs, answerTimeoutMs, proxies, onRequest } = config;
  const name = nameOfBroker(exchange, { isSandbox: sandbox });
  const keptPairs = `pairs of ${name}`;
  const keySettings = {
    keyFile: config.exchangeKeyFile,
    apiKey: config.exchangeApiKey,
    secret: config.exchangeApiSecret,
  };
  let read: Keys | undefined;
  const keysOnce = () => {
    read ??= readKeys(keySettings); // a run has one key, also where its file is exchanged meanwhile
    return read;
  };
  return createExchangeBroker({
    connection: {
      userAgent,
      connectTimeoutMs,
      answerTimeoutMs,
      proxies,
      sandbox,
      baseUrl: exchangeUrl === undefined ? null : new URL(exchangeUrl),
      signal: deadline.signal,
      tell: log.debug,
      ...(onRequest && { onRequest }),
    },
    readKeys: keysOnce,
    permit: livePermit(name, () => hashOfKey(keysOnce()), config),
    choice: {
      exchange,
      quoteCurrency: config.quoteCurrency,
      quote: config.exchangeQuote ?? null,
      named: config.exchangePairs ?? new Map(),
    },
    maxSlippageBps: config.maxSlippageBps,
    maxDeviationPercent: config.maxDeviationPercent,
    graceMs: config.exchangeGraceMs,
    sending: { now: Date.now, deadlineMs: deadline.at.getTime(), postTimeoutMs: POST_TIMEOUT_MS },
    pairStore: {
      load: () => store.loadSetting(keptPairs),
      async save(text) {
        await store.changeSetting(keptPairs, () => text, new Date());
      },
    },
  });
}
