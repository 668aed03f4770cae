import type { ChalkInstance } from 'chalk';
import { type GoodnessMap, mapOf, parametersOfMap } from './map.js';
import { nameOfMetric, showGoodness } from './metric-words.js';
import type { Sweep, SweepResult } from './sweep.js';

const SHADES = ['░', '▒', '▓', '█'];
const MOST_ROWS = 40;

/** How good each combination of two parameters is, as shades; '' where not just two parameters have several values. */
export function renderHeatMap(sweep: Sweep, result: SweepResult, width: number, color: ChalkInstance): string {
  const two = parametersOfMap(sweep);
  if (!two) return '';
  const label = Math.max(...two[0].values.map((value) => value.length));
  const map = mapOf(two, result, MOST_ROWS, Math.max(1, Math.floor((width - label - 1) / 2)));
  const { down, across, rows, columns } = map;
  const widest = Math.max(...columns.map(({ value }) => value.length));
  const isLabelled = label + 1 + columns.length * (widest + 1) <= width;
  const cell = isLabelled ? Math.max(2, widest) : 1;

  const lines = rows.map((row, index) => {
    const cells = columns.map((column, place) => {
      const drawn = draw(map, map.goodness[index]?.[place]);
      return map.isBest(row, column) ? color.green('◆'.padEnd(cell, drawn)) : drawn.repeat(cell);
    });
    return `${row.value.padStart(label)} ${cells.join(' ')}`.trimEnd();
  });
  const ends = `${columns[0]?.value} … ${columns.at(-1)?.value}`;
  const titles = isLabelled ? columns.map(({ value }) => value.padEnd(cell)).join(' ') : ends;
  const [worst, best] = map.ends.map((end) => showGoodness(end, sweep.metric));
  const parts = map.isThinned ? ', some of them' : '';
  return [
    `The ${nameOfMetric(sweep.metric)} by ${down.name} (down) and ${across.name} (across)${parts}`,
    `${' '.repeat(label)} ${titles}`.trimEnd(),
    ...lines,
    color.dim(`${SHADES.join(' ')} from ${worst} (the worst) to ${best}   ◆ the best   · no figure`),
    '',
  ].join('\n');
}

function draw({ shareOf }: GoodnessMap, goodness: number | undefined): string {
  if (goodness === undefined) return ' ';
  const share = shareOf(goodness);
  if (share === null) return '·';
  return SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))] ?? ' ';
}
