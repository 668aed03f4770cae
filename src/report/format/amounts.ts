import type { ChalkInstance } from 'chalk';
import { Decimal, toPercentString } from '../../core/money.js';
import { grouped } from '../../core/values/numbers/grouped.js';

/** How amounts look to people: rounded and grouped. Scripts get exact digits, from JSON and CSV. */

const UNKNOWN = '-';
const MONEY_DECIMALS = 2;
const QUANTITY_DECIMALS = 8;
/** What a small amount keeps, so that it is never shown as zero. */
const SIGNIFICANT_DIGITS = 6;
const SMALL_QUANTITY = new Decimal('0.000001');

/** A price or a sum: "38,227.32" from 1 up, six significant digits below it ("0.00000856"), "-" when unknown. */
export function displayMoney(amount: Decimal | null): string {
  if (amount === null) return UNKNOWN;
  const rounded = amount.abs().lessThan(1)
    ? amount.toSignificantDigits(SIGNIFICANT_DIGITS, Decimal.ROUND_HALF_UP)
    : amount.toDecimalPlaces(MONEY_DECIMALS, Decimal.ROUND_HALF_UP);
  return grouped(rounded.toFixed(Math.max(MONEY_DECIMALS, rounded.decimalPlaces())));
}

/** A number of coins: up to eight decimals, and more only where it takes them to show six significant digits. */
export function displayQuantity(quantity: Decimal): string {
  const rounded = quantity.abs().lessThan(SMALL_QUANTITY)
    ? quantity.toSignificantDigits(SIGNIFICANT_DIGITS, Decimal.ROUND_HALF_UP)
    : quantity.toDecimalPlaces(QUANTITY_DECIMALS, Decimal.ROUND_HALF_UP);
  return grouped(rounded.toFixed());
}

/** A count of things. */
export function displayCount(count: number): string {
  return grouped(String(count));
}

/** A percentage with two decimals, without its sign; "-" when unknown. */
export function displayPercent(percent: Decimal | null): string {
  return percent === null ? UNKNOWN : grouped(toPercentString(percent));
}

/** Green for a gain, red for a loss, as the amount is shown: what rounds to zero, or is unknown, stays plain. */
export function colorBySign(displayed: string, color: ChalkInstance): string {
  if (!/[1-9]/.test(displayed)) return displayed;
  return displayed.startsWith('-') ? color.red(displayed) : color.green(displayed);
}
