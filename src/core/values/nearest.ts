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
  const isClose = most > 0 || distance(mistyped, candidate) <= Math.max(2, mistyped.length / 3);
  return isClose ? `, did you mean ${candidate}?` : '';
}

/** How many parts at the end of two names are the same. */
function sharedParts(one: string, other: string): number {
  const parts = one.split(/[._]/).reverse();
  const others = other.split(/[._]/).reverse();
  const first = parts.findIndex((part, index) => part !== others[index]);
  return first < 0 ? parts.length : first;
}
