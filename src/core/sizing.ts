import { Decimal } from './money.js';

/** How much one buy is: a number of coins, or an amount of the quote currency. */
export type Sizing = { readonly quantity: Decimal } | { readonly notional: Decimal };

/** Quantities bought by notional are cut to this many decimals, as exchanges do. */
const QUANTITY_DECIMALS = 8;

/** The quantity one buy gets at a price. Rounded down, so that a buy never costs more than its notional. */
export function sizeOrder(sizing: Sizing, price: Decimal): Decimal {
  if ('quantity' in sizing) return sizing.quantity;
  return sizing.notional.div(price).toDecimalPlaces(QUANTITY_DECIMALS, Decimal.ROUND_DOWN);
}
