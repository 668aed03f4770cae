import type { CoinId, DailyPrice, Quote } from '../model.js';
import { type Decimal, percentOf, toExactString, toPercentString } from '../money.js';

/** The limits within which data is believed. Null switches a test off. */
export interface Gate {
  readonly maxQuoteAgeMs: number | null;
  readonly maxJumpPercent: Decimal | null;
  readonly maxRankLeap: number | null;
}

export const OPEN_GATE: Gate = { maxQuoteAgeMs: null, maxJumpPercent: null, maxRankLeap: null };

/** A coin as an earlier tick saw it. */
export interface LastSeen {
  readonly coin: CoinId;
  readonly price: Decimal;
  /** The last one that is believed. */
  readonly marketCapRank: number | null;
  readonly at: Date;
}

/** What a quote is tested against. */
export interface Background {
  readonly now: Date;
  /** Completed midnights, oldest first. */
  readonly dailyPrices: readonly DailyPrice[];
  readonly lastSeen: LastSeen | null;
}

const MINUTE_MS = 60_000;

/** What was seen earlier than this is not compared. Two days, so that a daily tick is compared with the one before it. */
const MEMORY_MS = 2 * 24 * 60 * MINUTE_MS;

export function isRecent({ at }: Pick<LastSeen, 'at'>, now: Date): boolean {
  return now.getTime() - at.getTime() <= MEMORY_MS;
}

/** Why a quote is not to be believed, or null when nothing speaks against it. */
export function findDoubt(quote: Quote, background: Background, gate: Gate): string | null {
  const { now, dailyPrices, lastSeen } = background;
  const recent = lastSeen && isRecent(lastSeen, now) ? lastSeen : null;
  const close = dailyPrices.at(-1);
  return (
    doubtAge(quote, now, gate.maxQuoteAgeMs) ??
    (recent && doubtJump(quote.price, recent.price, 'its last stored price', gate.maxJumpPercent)) ??
    (close && doubtJump(quote.price, close.price, `its price at the midnight of ${close.day}`, gate.maxJumpPercent)) ??
    (recent && doubtRank(quote.marketCapRank, recent.marketCapRank, gate.maxRankLeap)) ??
    null
  );
}

function doubtAge({ updatedAt }: Quote, now: Date, maxAgeMs: number | null): string | null {
  if (maxAgeMs === null) return null;
  const limit = `at most ${minutes(maxAgeMs)} minutes are believed`;
  if (updatedAt === null) return `the market does not say how old its price is, and ${limit}`;
  const ageMs = now.getTime() - updatedAt.getTime();
  if (ageMs > maxAgeMs) return `its price is ${minutes(ageMs)} minutes old, and ${limit}`;
  if (-ageMs > maxAgeMs)
    return `its price is dated ${minutes(-ageMs)} minutes ahead of this computer's clock, and ${limit}`;
  return null;
}

function minutes(ms: number): string {
  return String(Math.ceil(ms / MINUTE_MS)); // up, since more than 60 is not "60"
}

function doubtJump(price: Decimal, from: Decimal, what: string, maxPercent: Decimal | null): string | null {
  if (!maxPercent) return null;
  const change = percentOf(price.minus(from), from);
  if (!change || change.abs().lessThanOrEqualTo(maxPercent)) return null;
  const side = change.isNegative() ? 'below' : 'above';
  return `${toExactString(price)} is ${toPercentString(change.abs())} % ${side} ${what} ${toExactString(from)}, and at most ${toExactString(maxPercent)} % are believed`;
}

function doubtRank(rank: number | null, from: number | null, maxLeap: number | null): string | null {
  if (maxLeap === null || rank === null || from === null || Math.abs(rank - from) <= maxLeap) return null;
  return `its market-cap rank went from ${from} to ${rank}, and a leap of at most ${maxLeap} is believed`;
}
