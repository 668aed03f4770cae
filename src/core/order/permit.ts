/** A setting of the ledger that is read in the transaction that records an order as sending. It may refuse that. */
export interface Permit {
  /** The name of the ledger's setting. */
  readonly setting: string;
  /** Why no order may be sent; null when one may. `text` is the value of the setting, null where it was never set. Pure. */
  refusal(text: string | null): string | null;
}

/** Why no order of a coin is sent while another one of it, with this id, is in sending. */
export function heldBackByOrder(id: string): string {
  return `nobody knows yet what became of its order ${id}`;
}
