import { parse } from 'lossless-json';
import * as v from 'valibot';
import { Decimal } from '../../../core/money.js';
import type { Kind } from '../../../core/values/kind.js';
import { sentDecimal } from '../../../core/values/numbers/decimal.js';
import { instant } from '../../../core/values/times/instant.js';

/** The JSON of an answer, its numbers as the texts that they were sent as; undefined where it is no JSON. */
export function parseLossless(text: string): unknown {
  try {
    return parse(text, null, (number) => number);
  } catch {
    return undefined;
  }
}

/** A text that a kind reads. What it refuses is refused as the answer's form is. */
const read = <Value>({ parse }: Kind<Value>) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, Value>(({ dataset, addIssue, NEVER }) => {
      const value = parse(dataset.value);
      if (value !== undefined) return value;
      addIssue();
      return NEVER;
    }),
  );

/** An amount, sent as a text or as a number. */
export const amount = read(sentDecimal);

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
export const isoTime = read(instant);
