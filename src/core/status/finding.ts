/** Something that needs a person. */
export interface Finding {
  /** For scripts; never changes. */
  readonly code: FindingCode;
  readonly message: string;
  readonly doThis: string;
}

export type FindingCode =
  | 'no-tick'
  | 'moved-ledger'
  | 'missed-slots'
  | 'failing'
  | 'open-orders'
  | 'order-unresolved'
  | 'undelivered'
  | 'skipped-coin'
  | 'unpriced-coin'
  | 'sample-market'
  | 'backtest-ledger'
  | 'older-ledger'
  | 'late-fill'
  | 'third-currency-fee'
  | 'balance-differs'
  | 'exchange';

export function finding(code: FindingCode, message: string, doThis: string): Finding {
  return { code, message, doThis };
}
