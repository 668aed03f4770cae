import type { CoinId, Fill } from '../model.js';

/** A fill that a run has recorded: what the user calls a purchase. */
export interface Purchase extends Fill {
  readonly tickId: string;
  readonly coin: CoinId;
}
