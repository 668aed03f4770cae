import { parse } from 'lossless-json';
import * as v from 'valibot';
import { Decimal } from '../../../core/money.js';
import { sentDecimal } from '../../../core/values/numbers/decimal.js';
import { instant } from '../../../core/values/times/instant.js';
import { readBy } from '../../read-by.js';

/** The JSON of an answer, its numbers as the texts that they were sent as; undefined where it is no JSON. */
export function parseLossless(text: string): unknown {
  try {
    return parse(text, null, (number) => number);
  } catch {
    return undefined;
  }
}

/** An amount, sent as a text or as a number. */
export const amount = readBy(sentDecimal);

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
export const isoTime = readBy(instant);
