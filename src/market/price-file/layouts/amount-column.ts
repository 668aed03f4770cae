import { Decimal, ZERO } from '../../../core/money.js';

/** As many digits as an integer is exact with as a number. */
const SHORT = /^\d{1,15}$/;

/**
 * A column of amounts, exact, in about a tenth of the memory that as many Decimals take: an amount of up to 15 digits is an
 * integer and the number of its decimals; a longer one is a Decimal.
 */
export class AmountColumn {
  /** The integer; NaN for an amount that is unknown, or kept beside. */
  readonly #digits: number[] = [];
  readonly #decimals: number[] = [];
  readonly #long = new Map<number, Decimal>();

  /** Adds an amount that has been checked to be one, as it is written; '' is unknown. */
  push(text: string): void {
    const point = text.indexOf('.');
    const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
    const isShort = SHORT.test(digits);
    if (!isShort && text !== '') this.#long.set(this.#digits.length, new Decimal(text));
    this.#decimals.push(point < 0 ? 0 : text.length - point - 1);
    this.#digits.push(isShort ? Number(digits) : Number.NaN);
  }

  /** Compares the amounts at two places: an unknown one is the least, with those of 0. */
  compare(one: number, other: number): number {
    const [a, b] = [this.#digits[one] ?? Number.NaN, this.#digits[other] ?? Number.NaN];
    const isShort = this.#decimals[one] === this.#decimals[other] && !Number.isNaN(a - b);
    return isShort ? a - b : (this.at(one) ?? ZERO).comparedTo(this.at(other) ?? ZERO);
  }

  /** The amount at a place; null where it is unknown. */
  at(place: number): Decimal | null {
    const digits = this.#digits[place] ?? Number.NaN;
    if (Number.isNaN(digits)) return this.#long.get(place) ?? null;
    return new Decimal(`${digits}e-${this.#decimals[place]}`);
  }
}
