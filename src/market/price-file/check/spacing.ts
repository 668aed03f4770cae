/** The most frequent distance between neighbours among times, the least of those; null where there is no distance. */
export function spacingOf(sortedMs: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const [index, ms] of sortedMs.slice(1).entries()) {
    const distance = ms - (sortedMs[index] ?? 0);
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return most?.[0] ?? null;
}
