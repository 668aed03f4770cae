import uPlot from 'uplot';
import { displayShort } from './display.js';
import type { Courses, Line } from './read-data.js';
import { around, BELOW, fromZero, multiplesOf } from './value-scale.js';

/** The charts of a report: values above, drawdowns below, on one axis of time. */
export interface Charts {
  /** Points at a place of the data. */
  pointAt(place: number): void;
  /** Shows or hides a line, in both charts, or the marks of purchases. */
  show(key: Line['key'] | 'buys', isShown: boolean): void;
  /** Draws values on a scale on which equal distances are equal factors, or as they are. */
  setLogarithmic(isLogarithmic: boolean): void;
  /** Draws again, in the colours that hold now. */
  redraw(): void;
}

const AXIS_WIDTH = 58;
const HEIGHT = { value: [230, 0.42, 400], drawdown: [160, 0.18, 190] } as const;

const dashes: Partial<Record<Line['key'], number[]>> = {
  contributed: [4, 4],
  bitcoin: [9, 4],
  'lump-sum': [2, 3],
};

/** Draws the courses into two elements. `onPoint` is told the place that is pointed at. */
export function drawCharts(
  { times, lines, buys }: Courses,
  places: { readonly value: HTMLElement; readonly drawdown: HTMLElement },
  onPoint: (place: number) => void,
): Charts {
  const marks = times.map((_, place) => (buys.has(place) ? 1 : null));
  const inFront = lines.toSorted((one, other) => Number(one.key === 'rule') - Number(other.key === 'rule'));
  const falling = inFront.filter(({ drawdowns }) => drawdowns !== null);
  const options = { times, onPoint, onZoom };
  let isLogarithmic = false;

  const value = draw(places.value, HEIGHT.value, options, {
    series: [
      ...inFront.map((line) => ({ ...styleOf(line), data: line.values })),
      {
        key: 'buys' as const,
        data: marks,
        scale: 'buys',
        paths: uPlot.paths.bars?.({ size: [0.6, 4, 1] }) ?? (() => null),
        points: { show: false },
        width: 0,
        fill: () => color('buys'),
      },
    ],
    scales: {
      y: { range: (_, least, most) => (isLogarithmic ? around(least, most) : fromZero(least, most)) },
      buys: { range: [0, 1 / (BELOW * 0.7)] },
    },
    label: (amount) => (isLogarithmic ? displayShort(10 ** amount) : amount < 0 ? '' : displayShort(amount)),
    splits: (_, __, least, most, found) =>
      multiplesOf(isLogarithmic ? Math.max(1, Math.round(found)) : found, least, most),
  });
  const drawdown = draw(places.drawdown, HEIGHT.drawdown, options, {
    series: falling.map((line) => ({ ...styleOf(line), data: line.drawdowns ?? [] })),
    scales: { y: { range: (_, least) => [least < 0 ? least * 1.06 : -1, 0] } },
    label: (percent) => `${displayShort(percent)} %`,
  });
  const all = [value, drawdown];

  function onZoom(from: uPlot): void {
    const { min, max } = from.scales.x ?? {};
    if (min === undefined || max === undefined) return;
    for (const { plot } of all)
      if (plot !== from && (plot.scales.x?.min !== min || plot.scales.x?.max !== max)) plot.setScale('x', { min, max });
  }

  return {
    pointAt: (place) => {
      for (const { plot } of all) plot.setCursor({ left: plot.valToPos(times[place] ?? 0, 'x'), top: 0 }, false);
    },
    show: (key, isShown) => {
      for (const { plot, keys } of all) {
        const index = keys.indexOf(key);
        if (index >= 0) plot.setSeries(index + 1, { show: isShown });
      }
    },
    setLogarithmic: (is) => {
      isLogarithmic = is;
      const drawn = (line: Line) =>
        is ? line.values.map((amount) => (amount > 0 ? Math.log10(amount) : null)) : line.values;
      value.plot.setData([[...times], ...inFront.map((line) => [...drawn(line)]), marks]);
    },
    redraw: () => {
      for (const { plot } of all) plot.redraw();
    },
  };
}

type Key = Line['key'] | 'buys';

interface Drawn extends uPlot.Series {
  readonly key: Key;
  readonly data: readonly (number | null)[];
}

interface Shape {
  readonly series: readonly Drawn[];
  readonly scales: uPlot.Scales;
  readonly label: (figure: number) => string;
  /** Where the labels of the scale stand; as the library has them where that is left out. */
  readonly splits?: NonNullable<uPlot.Axis['splits']>;
}

interface Shared {
  readonly times: readonly number[];
  readonly onPoint: (place: number) => void;
  readonly onZoom: (from: uPlot) => void;
}

type Height = readonly [least: number, ofWidth: number, most: number];

function draw(into: HTMLElement, height: Height, shared: Shared, { series, scales, label, splits }: Shape) {
  const { times, onPoint, onZoom } = shared;
  const size = () => ({
    width: Math.max(1, into.clientWidth),
    height: Math.round(Math.min(height[2], Math.max(height[0], into.clientWidth * height[1]))),
  });
  const axis = {
    stroke: () => color('muted'),
    grid: { stroke: () => color('line'), width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      ...size(),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      padding: [10, 8, 0, 0],
      cursor: {
        sync: { key: 'time', scales: ['x', null] },
        y: false,
        points: { size: 7 },
      },
      scales,
      series: [{}, ...series.map(({ data: _, key: __, ...drawn }) => drawn)],
      axes: [
        { ...axis, values: timeLabels, space: 60, size: 42 },
        { ...axis, size: AXIS_WIDTH, space: 30, values: (_, figures) => figures.map(label), ...(splits && { splits }) },
      ],
      hooks: {
        setCursor: [({ cursor }) => typeof cursor.idx === 'number' && onPoint(cursor.idx)],
        setScale: [(from, key) => key === 'x' && onZoom(from)],
      },
    },
    [[...times], ...series.map(({ data }) => [...data])],
    into,
  );
  new ResizeObserver(() => plot.setSize(size())).observe(into);
  return { plot, keys: series.map(({ key }) => key) };
}

function styleOf({ key, isShownAtFirst }: Line): Omit<Drawn, 'data'> {
  const dash = dashes[key];
  return {
    key,
    show: isShownAtFirst,
    stroke: () => color(key),
    width: key === 'rule' ? 2 : 1.5,
    points: { show: false },
    ...(dash && { dash }),
    ...(key === 'rule' && { fill: () => color('rule-area') }),
  };
}

/** ISO dates: what stands beside a year, a month, a day and an hour, and on the line below it where the larger unit changes. */
const timeLabels: uPlot.Axis.TimeValuesConfig = [
  [365 * 86_400, '{YYYY}', null, null, null, null, null, null, 1],
  [28 * 86_400, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [86_400, '{MMM} {D}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MMM} {D}', null, null, null, 1],
];

/** A colour of style.css, as it is now: the system may change between light and dark. */
function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
