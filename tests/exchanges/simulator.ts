import type { ExchangeServer } from './server.js';
import type { Venue } from './venue.js';

/** What a key may do. Kraken grants what was traded (history) apart from what is held and open (read). */
export type Right = 'read' | 'history' | 'trade' | 'withdraw';

/** An exchange on this machine: its API over HTTP, its account, and what can be made to go wrong with both. */
export interface ExchangeSimulator extends ExchangeServer {
  readonly apiKey: string;
  readonly secret: string;
  /** Another key of the account, as another host has it, with the same secret. */
  readonly otherApiKey: string;
  readonly venue: Venue;
  readonly rights: Set<Right>;
  /** `cancel only` and `down` are two kinds of maintenance. */
  mode: 'online' | 'cancel only' | 'down';
}
