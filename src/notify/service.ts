import type { Message } from './message.js';

/** What came of one try to send a message. */
export type Outcome =
  | { readonly status: 'delivered' }
  | {
      readonly status: 'failed';
      /** What went wrong, where, and what to do. No secret is in it. */
      readonly problem: string;
      /** Whether a later try may well succeed. */
      readonly retryable: boolean;
      /** How long the service asks to wait; null when it does not say. */
      readonly waitMs: number | null;
    };

/** The port to one way of telling the user. */
export interface Service {
  /** As in the settings, such as "ntfy". */
  readonly name: string;

  /** Where it is, for messages: no secret. */
  readonly place: string;

  /**
   * Tries once to deliver a message, and ends when the signal does. Throws nothing: what the network and the service do is
   * its answer. A message that was sent and not answered may have arrived, and counts as failed.
   */
  send(message: Message, signal: AbortSignal): Promise<Outcome>;

  /** Sees whether it can be reached, and sends no message: "delivered" says that it can. Throws nothing. */
  reach(signal: AbortSignal): Promise<Outcome>;
}
