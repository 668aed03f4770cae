/** What an exchange is asked and answers, whichever it is. */
import type { Decimal } from '../../core/money.js';

export type ExchangeName = 'kraken' | 'coinbase' | 'binance';

/** A key as the exchange hands it out. */
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
  /** The exchange's word for why no order is taken now; null when orders are. */
  readonly closed: string | null;
}

export interface Balance {
  readonly free: Decimal;
  /** Bound by open orders, staked or lent. */
  readonly held: Decimal;
}

export interface Account {
  /** By currency, such as BTC. */
  readonly balances: ReadonlyMap<string, Balance>;
  /** The account's taker fee; null where the pair tells it. */
  readonly feeRate: Decimal | null;
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

export interface ExchangeFill {
  /** The exchange's trade id. */
  readonly id: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  /** Such as USD. */
  readonly feeCurrency: string;
  readonly at: Date;
}

/** An order as the exchange tells it. Its fills may come later than its state: then they do not add up to `executed`. */
export interface FoundOrder {
  readonly exchangeId: string;
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected';
  readonly executed: Decimal;
  readonly fills: readonly ExchangeFill[];
}

/** What became of the one POST of an order. */
export type Placed =
  /** `order` is what the answer tells beyond the id, if anything. */
  | { readonly kind: 'acknowledged'; readonly exchangeId: string; readonly order: FoundOrder | null }
  /** The exchange said no, in words that it lists for that. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Anything else: it is looked for, and never sent again. */
  | { readonly kind: 'unknown'; readonly reason: string };
