import type { Decimal } from '../../core/money.js';

/** A statistic, or where something is drawn, as a JavaScript number. Neither is an amount: those stay exact. */
export function toNumber(figure: Decimal): number {
  return figure.toNumber() + 0; // never -0
}
