import { closest, distance } from 'fastest-levenshtein';

/** A longer text is no typing mistake, and takes long to compare. */
const MOST_CHARACTERS = 100;

/**
 * ", did you mean X?" for the known name closest to a mistyped one, or nothing when none is close. Of a name in parts, such as
 * CRYPTO_BOT_COINS, that with the most of the same last parts is meant.
 */
export function nearest(mistyped: string, known: readonly string[]): string {
  if (mistyped.length > MOST_CHARACTERS) return '';
  const shared = known.map((name) => sharedParts(mistyped, name));
  const most = Math.max(0, ...shared);
  const candidate = closest(
    mistyped,
    known.filter((_, index) => shared[index] === most),
  );
  return most > 0 || isNear(mistyped, candidate) ? `, did you mean ${candidate}?` : '';
}

/** Whether one name may be a mistyped form of the other. What both begin with, such as CRYPTO_BOT_, does not count. */
export function isNear(mistyped: string, name: string): boolean {
  const own = mistyped.slice(sharedBeginning(mistyped, name));
  return distance(mistyped, name) <= Math.max(2, own.length / 3);
}

/** How long the words are that two names begin with: whole ones, each with the dot, dash or underscore behind it. */
function sharedBeginning(one: string, other: string): number {
  const ends = [...one.matchAll(/[._-]/g)].map(({ index }) => index + 1);
  return ends.findLast((end) => other.startsWith(one.slice(0, end))) ?? 0;
}

/** How many parts at the end of two names are the same. */
function sharedParts(one: string, other: string): number {
  const parts = one.split(/[._]/).reverse();
  const others = other.split(/[._]/).reverse();
  const first = parts.findIndex((part, index) => part !== others[index]);
  return first < 0 ? parts.length : first;
}
