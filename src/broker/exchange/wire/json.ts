import { parse } from 'lossless-json';
import * as v from 'valibot';
import { Decimal } from '../../../core/money.js';

/** The JSON of an answer, its numbers as the texts that they were sent as; undefined where it is no JSON. */
export function parseLossless(text: string): unknown {
  try {
    return parse(text, null, (number) => number);
  } catch {
    return undefined;
  }
}

/** Far more digits, and a far larger exponent, than any amount of an exchange has. */
const SANE_AMOUNT = /^-?\d{1,30}(\.\d{1,40})?(e[+-]?\d{1,2})?$/i;

/** An amount, sent as a text or as a number. */
export const amount = v.pipe(
  v.string(),
  v.regex(SANE_AMOUNT),
  v.transform((text) => new Decimal(text)),
);

/** Unix seconds, with or without a fraction; to the millisecond. */
export const unixSeconds = v.pipe(
  amount,
  v.transform((seconds) => new Date(Number(seconds.times(1000).toFixed(0, Decimal.ROUND_DOWN)))),
  v.date(),
);

export const unixMilliseconds = v.pipe(
  amount,
  v.transform((milliseconds) => new Date(Number(milliseconds.toFixed(0)))),
  v.date(),
);

/** ISO 8601, also with more digits of a second than a Date keeps. */
export const isoTime = v.pipe(
  v.string(),
  v.transform((text) => new Date(text)),
  v.date(),
);
