import type uPlot from 'uplot';

/** How much of the height of the values lies below them. Purchases are marked there, where no line is. */
export const BELOW = 0.05;

/** From 0, with room for the marks of purchases below, or from the least amount where that is lower. */
export function fromZero(least: number, most: number): uPlot.Range.MinMax {
  return [Math.min(-most * BELOW, least), most > 0 ? most * 1.06 : 1];
}

/** All logarithms of amounts, with room for the marks below. */
export function around(least: number, most: number): uPlot.Range.MinMax {
  const span = Math.max(most - least, 1);
  return [least - span * BELOW, most + span * 0.06];
}

/** The multiples of a step from the least amount to the most. */
export function multiplesOf(step: number, least: number, most: number): number[] {
  if (!(step > 0)) return []; // there is no room for any
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, index) => (first + index) * step || 0);
}
