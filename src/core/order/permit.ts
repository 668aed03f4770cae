/** What a ledger must say in the moment in which an order is about to be sent. */
export interface Permit {
  /** The name of the ledger's setting. */
  readonly setting: string;
  /** Why no order must be sent, by the setting's text, which is null where it was never set; null when one may. Pure. */
  refusal(text: string | null): string | null;
}

/** Why no order of a coin is sent while another one of it, with this id, is in sending. */
export function heldBackByOrder(id: string): string {
  return `nobody knows yet what became of its order ${id}`;
}
