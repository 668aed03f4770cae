import type { Fill } from '../model.js';
import type { Decimal } from '../money.js';

/** A fill as the broker reports it. */
export interface BrokerFill extends Fill {
  /** The broker's name of it, unique for its order. */
  readonly tradeId: string;
}

/** What the broker reports about an order. */
export interface Sighting {
  /** "rejected" is an order that the broker took and then refused. */
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected';
  /** What the broker calls it; null where it has no name of its own. */
  readonly exchangeId: string | null;
  /** How much was bought so far, as the broker counts. Its fills may come later: then they add up to less. */
  readonly executed: Decimal;
  readonly fills: readonly BrokerFill[];
  /** The broker's words for why it is closed without being filled; null when it has none. */
  readonly reason: string | null;
}

/** What can happen to an order. `at` is when it was recorded, by the clock of the run that records it. */
export type OrderEvent =
  /** It is about to be placed. */
  | { readonly kind: 'sending'; readonly at: Date }
  /** Nothing of it has left this machine. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** The broker said no, in its words. */
  | { readonly kind: 'refused'; readonly reason: string; readonly at: Date }
  /** Nobody knows what became of it. */
  | { readonly kind: 'unanswered'; readonly reason: string }
  /** The broker has it. */
  | { readonly kind: 'acknowledged'; readonly exchangeId: string | null }
  /** The broker was asked, and has it. */
  | { readonly kind: 'found'; readonly sighting: Sighting; readonly at: Date }
  /** The broker was asked when the order could no longer arrive, and has it nowhere. */
  | { readonly kind: 'absent'; readonly at: Date }
  /** The only run that may send it is over. */
  | { readonly kind: 'given-up'; readonly at: Date }
  /** It was taken back before it was sent, for a reason. */
  | { readonly kind: 'withdrawn'; readonly reason: string; readonly at: Date }
  /** Its owner says that it never was sent, or (with a fill) what it bought. */
  | { readonly kind: 'resolved'; readonly fill: BrokerFill | null; readonly at: Date };

/** Whether an order is in sending after these events: it is about to be placed. */
export function isSending(events: readonly OrderEvent[]): boolean {
  return events.at(-1)?.kind === 'sending';
}

/** The events; or, where there is a refusal, the one event that withdraws the order for that reason. */
export function permittedEvents(events: readonly OrderEvent[], refusal: string | null): readonly OrderEvent[] {
  return refusal === null ? events : [{ kind: 'withdrawn', reason: refusal, at: recordedAt(events) }];
}

/** When events were recorded. Throws where none of them says so. */
export function recordedAt(events: readonly OrderEvent[]): Date {
  for (const event of events.toReversed()) if ('at' in event) return event.at;
  throw new Error('no event says when it was recorded');
}
