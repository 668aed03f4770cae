import * as v from 'valibot';
import { toExactString } from '../../../core/money.js';
import type { Pair } from '../model.js';
import { amount, isoTime, parseLossless } from '../wire/json.js';

/** Where the pairs of an exchange are kept between runs, as a text. */
export interface PairStore {
  load(): Promise<string | null>;
  save(text: string): Promise<void>;
}

const FRESH_MS = 86_400_000;

/** The time is the exchange's as each run knows it, and some tell it to the second: the next run may be a little earlier. */
const UNSURE_MS = 5_000;

const cached = v.object({
  at: isoTime,
  pairs: v.array(
    v.object({
      symbol: v.string(),
      id: v.string(),
      baseId: v.string(),
      coinName: v.nullable(v.string()),
      step: amount,
      tick: amount,
      minimumQuantity: v.nullable(amount),
      minimumNotional: v.nullable(amount),
      feeRate: v.nullable(amount),
      makerFeeRate: v.nullable(amount),
      closed: v.nullable(v.string()),
    }),
  ),
  /** What was asked for, also what is not listed. */
  symbols: v.array(v.string()),
});

/**
 * The pairs of these symbols: what was asked for within a day is not asked again. A text that cannot be read, such as one of
 * a newer version, is none.
 */
export async function cachedPairs(
  store: PairStore,
  symbols: readonly string[],
  now: Date,
  ask: () => Promise<readonly Pair[]>,
): Promise<readonly Pair[]> {
  const kept = v.safeParse(cached, parseLossless((await store.load()) ?? ''));
  if (kept.success) {
    const { at, pairs, symbols: known } = kept.output;
    const ageMs = now.getTime() - at.getTime();
    if (-UNSURE_MS <= ageMs && ageMs < FRESH_MS && symbols.every((symbol) => known.includes(symbol)))
      return pairs.filter(({ symbol }) => symbols.includes(symbol));
  }
  const pairs = await ask();
  // A pair that is closed for now, such as for maintenance, is asked for again by the next run.
  if (pairs.every(({ closed }) => closed === null)) await store.save(toText(pairs, symbols, now));
  return pairs;
}

function toText(pairs: readonly Pair[], symbols: readonly string[], at: Date): string {
  const texts = pairs.map((pair) => ({
    ...pair,
    step: toExactString(pair.step),
    tick: toExactString(pair.tick),
    minimumQuantity: pair.minimumQuantity && toExactString(pair.minimumQuantity),
    minimumNotional: pair.minimumNotional && toExactString(pair.minimumNotional),
    feeRate: pair.feeRate && toExactString(pair.feeRate),
    makerFeeRate: pair.makerFeeRate && toExactString(pair.makerFeeRate),
  }));
  return JSON.stringify({ at: at.toISOString(), symbols, pairs: texts });
}
