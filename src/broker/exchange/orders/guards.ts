import { Decimal, toExactString } from '../../../core/money.js';

/** More than this between our clock and the exchange's, and no order is sent: its expiry would say nothing. */
const MOST_SKEW_MS = 10_000;

/** Why no order may be sent by this clock; null when it is near enough to the exchange's. */
export function clockProblem(title: string, skewMs: number): string | null {
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return null;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return `this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} ${title}'s`;
}

/**
 * Why a coin is not bought at what is asked for it; null when that is near enough to the market's price. An exchange that
 * lists another coin under the symbol is found out by it, too.
 */
export function deviationProblem(
  title: string,
  decided: Decimal,
  ask: Decimal | undefined,
  maxPercent: Decimal,
): string | null {
  if (!ask) return `nobody offers it on ${title} now`;
  const percent = ask.minus(decided).abs().div(decided).times(100);
  if (percent.lte(maxPercent)) return null;
  const prices = `${title} asks ${toExactString(ask)} where the market says ${toExactString(decided)}`;
  const shown = percent.toDecimalPlaces(2, Decimal.ROUND_UP).toFixed(2);
  return `${prices}: ${shown} % apart, and at most ${toExactString(maxPercent)} % are allowed`;
}
