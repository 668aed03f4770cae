import type { Decimal } from '../../core/money.js';
import type { Sighting } from '../../core/order/events.js';
import type { ApiRequest, Holdings, Pair, Permissions, Placed, SentOrder } from './model.js';
import type { Connection } from './wire/connection.js';
import type { Protocol } from './wire/protocol.js';
import type { Answer } from './wire/transport.js';

/** One exchange: how it is asked and what its answers mean. Each has the same files in a folder of its own. */
export interface ExchangeApi extends Protocol {
  /** Whether ccxt knows a test system of it on which orders are carried out. */
  readonly hasTestnet: boolean;
  /** How long after it was signed a POST may still be carried out. */
  readonly orderExpiryMs: number;

  /** Those of the symbols, such as BTC/USD, that it lists. */
  pairs(connection: Connection, symbols: readonly string[]): Promise<readonly Pair[]>;
  account(connection: Connection): Promise<Holdings>;
  /** The best offer of each pair, by its symbol; none where nobody offers. */
  asks(connection: Connection, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Decimal>>;
  permissions(connection: Connection): Promise<Permissions>;

  /** A limit order to buy at once what is offered, and to leave the rest. */
  orderRequest(order: SentOrder, pair: Pair, signedAtMs: number): ApiRequest;
  /** What makes of that request one which is only checked, and buys nothing; null where there is no such request. */
  readonly onlyChecked: Readonly<Record<string, string>> | null;
  /** Reads the answer to the POST of an order. */
  readPlaced(answer: Answer, order: SentOrder): Placed;
  /**
   * Looks for orders by client order id. Null for an order that was not seen; when the look was thorough, on all pages of
   * open orders, closed orders and fills, it is nowhere. Throws when an answer is missing or cannot be read: then nothing is known.
   */
  find(
    connection: Connection,
    orders: readonly SentOrder[],
    options: { readonly thorough: boolean },
  ): Promise<ReadonlyMap<string, Sighting | null>>;
  /** Asks to cancel what is left of an order; null where that needs the exchange's id, and there is none. */
  cancelRequest(order: SentOrder, exchangeId: string | null): ApiRequest | null;
  /** Errors with which it says that nothing is left to cancel. */
  readonly nothingToCancel: ReadonlySet<string>;
}
