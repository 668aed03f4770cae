import type { CoinId, Quote } from '../core/model.js';
import type { OrderEvent, Sighting } from '../core/order/events.js';
import type { Account, Terms } from '../core/order/instrument.js';
import type { OrderRecord } from '../core/order/order.js';
import type { Permit } from '../core/order/permit.js';

type Event<Kind extends OrderEvent['kind']> = Omit<Extract<OrderEvent, { kind: Kind }>, 'at'>;

/** The result of the one request to place an order. */
export type Placed =
  /** The broker has it; `sighting` is what its answer tells besides, null when it must be looked for. */
  | (Event<'acknowledged'> & { readonly sighting: Sighting | null })
  /** Nothing was bought, and nothing will be, in the broker's words: the order is closed. */
  | Event<'refused'>
  /** Nothing of it has left this machine, and the broker cannot be used now: the order is promised again. */
  | Event<'not-sent'>
  /** Anything else, in words: it stays in sending, and is looked for, and never placed again. */
  | Event<'unanswered'>;

/** What the broker says when it is asked about an order. */
export type Finding =
  | ({ readonly kind: 'found' } & { readonly sighting: Sighting })
  /** It is nowhere, and can no longer arrive. */
  | { readonly kind: 'absent' }
  /** Not seen. It may still arrive until then, by the broker's clock, or the history was not read far enough back. */
  | { readonly kind: 'not-seen'; readonly until: Date };

/** The port to what executes orders. Amounts are exact, in the ledger's quote currency; times are UTC. */
export interface Broker {
  /** As the settings name it. */
  readonly name: string;
  /**
   * Whether an order has effects outside of the ledger. Then it is placed at most once, by the run that promised it, after
   * its sending was recorded. Else placing it computes what it comes to, which any run may do, as often as it likes.
   */
  readonly isRemote: boolean;
  /** What the ledger must say in the moment in which an order is recorded as sending; null where it need not be asked. */
  readonly permit: Permit | null;

  /**
   * On what terms each of these coins can be bought, at the market's quotes: an entry for each. Throws a broker
   * CryptoBotError when it cannot be asked now.
   */
  instruments(quotes: readonly Quote[]): Promise<ReadonlyMap<CoinId, Terms>>;

  /** What is in the account. Throws a broker CryptoBotError when it cannot be asked now; an unknown balance is never 0. */
  account(): Promise<Account>;

  /**
   * Places an order in sending, once: at most one request leaves that could buy anything. What the broker does, or fails
   * to do, is the answer. An error that it throws counts as "unanswered".
   */
  place(order: OrderRecord): Promise<Placed>;

  /**
   * Looks for orders that may have been placed, all at once: an entry for each, by its id. May be asked as often as one
   * likes. Throws a broker CryptoBotError when an answer is missing or cannot be read: then nothing is known of any.
   */
  find(orders: readonly OrderRecord[]): Promise<ReadonlyMap<string, Finding>>;

  /**
   * Asks to cancel what is left of an order, which changes nothing when nothing is left: what became of it, `find` tells.
   * Throws a broker CryptoBotError when the request was not answered, or refused.
   */
  cancel(order: OrderRecord): Promise<void>;
}
