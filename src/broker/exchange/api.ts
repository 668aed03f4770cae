import type { Exchange } from 'ccxt';
import type { BaseIssue, BaseSchema } from 'valibot';
import type { Decimal } from '../../core/money.js';
import type { Connection } from './connection.js';
import type { Answer } from './transport.js';

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
interface Permissions {
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

/** One exchange: how it is asked and what its answers mean. Each has the same files in a folder of its own. */
export interface ExchangeApi {
  readonly title: string;
  /** Whether ccxt knows a test system of it on which orders are carried out. */
  readonly hasTestnet: boolean;
  /** How long after it was signed a POST may still be carried out. */
  readonly orderExpiryMs: number;
  /** What is wrong with the form of a key or its secret; null when nothing is to be seen. */
  keyProblem(keys: Keys): string | null;
  /** ccxt's client, which builds and signs; its time is what `now` tells. */
  signer(keys: Keys, options: { readonly sandbox: boolean; readonly now: () => number }): Exchange;
  judge(answer: Answer): Verdict;
  /** Errors of reads after which the same may be asked again at once. */
  readonly passing: ReadonlySet<string>;
  /** What the reader can do about an error; undefined where there is nothing special to say. */
  adviceOn(error: string): string | undefined;
  readonly time: ApiRequest;
  readonly parseTime: BaseSchema<unknown, Date, BaseIssue<unknown>>;

  /** Those of the symbols, such as BTC/USD, that it lists. */
  pairs(connection: Connection, symbols: readonly string[]): Promise<readonly Pair[]>;
  account(connection: Connection): Promise<Account>;
  /** The best offer of each pair, by its symbol; none where nobody offers. */
  asks(connection: Connection, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Decimal>>;
  permissions(connection: Connection): Promise<Permissions>;

  /** A limit order to buy at once what is offered, and to leave the rest. */
  orderRequest(order: SentOrder, pair: Pair, signedAtMs: number): ApiRequest;
  /** What an answer to the POST of an order says. */
  judgePlaced(answer: Answer, order: SentOrder): Placed;
  /**
   * Looks for orders by client order id. Null for an order that was not seen; when the look was thorough, on all pages of
   * open orders, closed orders and fills, it is nowhere. Throws when one answer is missing or odd: then the look is void.
   */
  find(
    connection: Connection,
    orders: readonly SentOrder[],
    options: { readonly thorough: boolean },
  ): Promise<ReadonlyMap<string, FoundOrder | null>>;
  /** Asks to cancel what is left of an order; null where that needs the exchange's id, and there is none. */
  cancelRequest(order: SentOrder, exchangeId: string | null): ApiRequest | null;
}
