/** Midnights that the market was asked for and did not have: it is asked again, but not at every tick. */
import { slotOf } from '../core/calendar.js';
import type { CoinId } from '../core/model.js';

/** The days that the market did not have of a coin when it was last asked in this hour. */
export type Asked = ReadonlyMap<CoinId, readonly string[]>;

/** The name of the ledger's setting that keeps them, with their hour, as JSON. */
export const ASKED = 'asked_midnights';

export const NOTHING_ASKED: Asked = new Map();

/** The source takes up to 35 minutes to publish a midnight: until then each tick may ask for it. */
const PUBLISHED_MINUTE = 35;

/** Whether the midnight of today is published by now. */
export function isPublished(now: Date): boolean {
  return now.getUTCHours() > 0 || now.getUTCMinutes() >= PUBLISHED_MINUTE;
}

/** What was asked for in the hour of `now`; nothing of another hour, or of a text that is damaged. */
export function readAsked(text: string | null, now: Date): Asked {
  try {
    const { hour, coins } = JSON.parse(text ?? '{}');
    if (hour !== slotOf(now, 'hour') || !Array.isArray(coins)) return NOTHING_ASKED;
    return new Map(coins.filter(isEntry));
  } catch {
    return NOTHING_ASKED;
  }
}

function isEntry(entry: unknown): entry is readonly [CoinId, readonly string[]] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && Array.isArray(entry[1]);
}

/** What the ledger is to keep when it has kept `before`; null where nothing is new. */
export function writeAsked(asked: Asked, now: Date, before: Asked): string | null {
  const coins = [...new Map([...before, ...asked])];
  return JSON.stringify(coins) === JSON.stringify([...before])
    ? null
    : JSON.stringify({ hour: slotOf(now, 'hour'), coins });
}
