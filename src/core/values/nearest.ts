import { closest, distance } from 'fastest-levenshtein';

/** ", did you mean X?" for the known name closest to a mistyped one, or nothing when none is close. */
export function nearest(mistyped: string, known: readonly string[]): string {
  const candidate = closest(mistyped, known);
  return distance(mistyped, candidate) <= Math.max(2, mistyped.length / 3) ? `, did you mean ${candidate}?` : '';
}
