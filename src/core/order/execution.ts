import { Decimal, sum } from '../money.js';
import { filledQuantity, type OrderRecord } from './order.js';

type Filled = Pick<OrderRecord, 'fills'>;

const AVERAGE_DIGITS = 20;

/** What one coin cost on average without fees, at most 20 significant digits, half to even; null before any was bought. */
export function averagePrice(order: Filled): Decimal | null {
  const quantity = filledQuantity(order);
  if (quantity.isZero()) return null;
  const paid = sum(order.fills.map((fill) => fill.quantity.times(fill.price)));
  return paid.div(quantity).toSignificantDigits(AVERAGE_DIGITS, Decimal.ROUND_HALF_EVEN);
}

/** What an order's fills paid for, and in what; nothing can be said of fees in several currencies. */
export function feeOf({ fills }: Filled): { readonly fee: Decimal | null; readonly feeCurrency: string | null } {
  const paying = fills.filter(({ fee }) => !fee.isZero());
  const [feeCurrency = null, ...others] = new Set(paying.map((fill) => fill.feeCurrency));
  return others.length > 0 ? { fee: null, feeCurrency: null } : { fee: sum(paying.map(({ fee }) => fee)), feeCurrency };
}
