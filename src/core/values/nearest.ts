import { closest, distance } from 'fastest-levenshtein';

/** What is longer is no slip of the fingers, and takes long to compare. */
const MOST_CHARACTERS = 100;

/** ", did you mean X?" for the known name closest to a mistyped one, or nothing when none is close. */
export function nearest(mistyped: string, known: readonly string[]): string {
  if (mistyped.length > MOST_CHARACTERS) return '';
  const candidate = closest(mistyped, known);
  return distance(mistyped, candidate) <= Math.max(2, mistyped.length / 3) ? `, did you mean ${candidate}?` : '';
}
