import type { ChalkInstance } from 'chalk';
import type { Combination, SweptParameter } from '../../../backtest/sweep/combinations.js';
import { nameOfMetric } from './metric-words.js';
import type { Sweep, SweepResult } from './sweep.js';

const SHADES = ['░', '▒', '▓', '█'];
const MOST_ROWS = 40;

/** How good each combination of two parameters is, as shades; '' where not just two parameters have several values. */
export function renderHeatMap(sweep: Sweep, result: SweepResult, width: number, color: ChalkInstance): string {
  const [down, across, ...others] = sweep.parameters.filter(({ values }) => values.length > 1);
  if (!down || !across || others.length > 0) return '';
  const label = Math.max(...down.values.map((value) => value.length));
  const rows = thinOut(down.values, MOST_ROWS);
  const columns = thinOut(across.values, Math.max(1, Math.floor((width - label - 1) / 2)));
  const widest = Math.max(...columns.map(({ value }) => value.length));
  const isLabelled = label + 1 + columns.length * (widest + 1) <= width;
  const cell = isLabelled ? Math.max(2, widest) : 1;

  const goodness = (row: number, column: number) => result.goodnessAt(row * across.values.length + column);
  const shown = rows.map((row) => columns.map((column) => goodness(row.place, column.place)));
  const finite = shown.flat().filter((it) => it !== undefined && Number.isFinite(it)) as number[];
  const best = result.leaders[0]?.parameters;
  const lines = rows.map((row, index) => {
    const cells = columns.map((column, place) => {
      const isBest = best && isAt(best, down, row.value) && isAt(best, across, column.value);
      const drawn = draw(shown[index]?.[place], finite);
      return isBest ? color.green('◆'.padEnd(cell, drawn)) : drawn.repeat(cell);
    });
    return `${row.value.padStart(label)} ${cells.join(' ')}`.trimEnd();
  });
  const ends = `${columns[0]?.value} … ${columns.at(-1)?.value}`;
  const titles = isLabelled ? columns.map(({ value }) => value.padEnd(cell)).join(' ') : ends;
  const parts = rows.length < down.values.length || columns.length < across.values.length ? ', some of them' : '';
  return [
    `The ${nameOfMetric(sweep.metric)} by ${down.name} (down) and ${across.name} (across)${parts}`,
    `${' '.repeat(label)} ${titles}`.trimEnd(),
    ...lines,
    color.dim(`${SHADES.join(' ')} from the worst to the best   ◆ the best   · no figure`),
    '',
  ].join('\n');
}

interface Place {
  readonly value: string;
  readonly place: number;
}

/** Every so manieth value, so that there are at most so many. */
function thinOut(values: readonly string[], most: number): Place[] {
  const every = Math.ceil(values.length / most);
  return values.map((value, place) => ({ value, place })).filter(({ place }) => place % every === 0);
}

function isAt(combination: Combination, { name }: SweptParameter, value: string): boolean {
  return combination[name] === value;
}

function draw(goodness: number | undefined, all: readonly number[]): string {
  if (goodness === undefined) return ' ';
  if (!Number.isFinite(goodness)) return '·';
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const share = most === least ? 1 : (goodness - least) / (most - least);
  return SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))] ?? ' ';
}
