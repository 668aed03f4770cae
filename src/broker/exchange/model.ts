/** What an exchange is asked and answers, whichever it is. */
import type { Decimal } from '../../core/money.js';
import type { Balance } from '../../core/order/instrument.js';
import type { Broker } from '../broker.js';

export type ExchangeName = 'kraken' | 'coinbase' | 'binance';

/** A key as the exchange ports it out. */
export interface Keys {
  readonly apiKey: string;
  readonly secret: string;
}

/** A request in ccxt's terms: the path and the part of the API it is in. */
export interface ApiRequest {
  readonly path: string;
  readonly api: string | readonly string[];
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly params: Readonly<Record<string, unknown>>;
}

/** What an answer says, in the exchange's own format. */
export type Verdict =
  | { readonly kind: 'result'; readonly body: unknown }
  /** `code` is what the exchange's documentation lists, `words` what it says for people. */
  | { readonly kind: 'error'; readonly code: string; readonly words: string }
  /** A page, an empty or cut or doubled body: nobody knows what became of the request. */
  | { readonly kind: 'no format' };

/** What the exchange lists: a coin that can be bought for a quote currency. */
export interface Pair {
  /** What people call it, such as BTC/USD. */
  readonly symbol: string;
  /** The exchange's own names of the pair and of the coin. */
  readonly id: string;
  readonly baseId: string;
  /** The coin's name in words, where the exchange tells it. */
  readonly coinName: string | null;
  readonly step: Decimal;
  readonly tick: Decimal;
  readonly minimumQuantity: Decimal | null;
  readonly minimumNotional: Decimal | null;
  /** The taker's, as a part of 1; null where the account tells it, not the pair. */
  readonly feeRate: Decimal | null;
  /** The maker's, likewise; also null where nobody tells it. No order of ours is a maker's. */
  readonly makerFeeRate: Decimal | null;
  /** The exchange's word for why no order is taken now; null when orders are. */
  readonly closed: string | null;
}

export interface Holdings {
  /** By currency, such as BTC. */
  readonly balances: ReadonlyMap<string, Balance>;
  /** The account's fees as taker and as maker; null where the pair tells them. */
  readonly feeRate: Decimal | null;
  readonly makerFeeRate: Decimal | null;
}

/** Null where the exchange does not tell. */
export interface Permissions {
  readonly trade: boolean | null;
  readonly withdraw: boolean | null;
}

/** A limit order to buy, immediate or cancel; quantity and price are on step and tick. */
export interface SentOrder {
  readonly clientOrderId: string;
  /** The pair's symbol, such as BTC/USD. */
  readonly symbol: string;
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  /** When its POST left, or was about to. */
  readonly sentAt: Date;
}

/** What became of the one POST of an order, and what a look says of it, in the words of the port. */
export type Placed = Awaited<ReturnType<Broker['place']>>;
export type Finding = Awaited<ReturnType<Broker['find']>> extends ReadonlyMap<string, infer One> ? One : never;
