import { type Decimal, toExactString, toPercentString } from '../../core/money.js';
import { briefTime } from '../../core/values/times/brief.js';
import { displayCount, displayMoney, displayPercent } from '../format/amounts.js';
import { toJsonLine } from '../format/lines.js';

/** What files have of one coin. */
interface CoinCheck {
  readonly coin: string;
  readonly first: Date;
  readonly last: Date;
  readonly rows: number;
  readonly spacingMs: number | null;
  readonly gaps: readonly { readonly after: Date; readonly before: Date; readonly missing: number }[];
  readonly jumps: readonly {
    readonly at: Date;
    readonly from: Decimal;
    readonly to: Decimal;
    readonly percent: Decimal;
  }[];
  readonly withoutMarketCap: number | null;
}

/** What `prices check --json` prints. */
export function renderPriceCheckJson(checks: readonly CoinCheck[]): string {
  return toJsonLine({
    coins: checks.map(({ jumps, ...check }) => ({
      ...check,
      jumps: jumps.map(({ at, from, to, percent }) => ({
        at,
        from: toExactString(from),
        to: toExactString(to),
        percent: toPercentString(percent),
      })),
    })),
  });
}

/** How many gaps and jumps of a coin are named. */
const MOST_NAMED = 5;

/** What `prices check` prints: a paragraph for each coin. */
export function renderPriceCheck(checks: readonly CoinCheck[]): string {
  return checks.map((check) => `${linesOf(check).join('\n')}\n`).join('\n');
}

function linesOf({ coin, first, last, rows, spacingMs, gaps, jumps, withoutMarketCap }: CoinCheck): string[] {
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return [
    coin,
    `  from ${briefTime(first)} to ${briefTime(last)}, ${counted(rows, 'row')}${spacingMs === null ? '' : `, ${spacing(spacingMs)} apart`}`,
    ...(gaps.length === 0 ? [] : [`  ${counted(missing, 'price')} missing in ${counted(gaps.length, 'gap')}:`]),
    ...named(gaps, (gap) => `${gap.missing} between ${briefTime(gap.after)} and ${briefTime(gap.before)}`),
    ...(jumps.length === 0 ? [] : [`  ${counted(jumps.length, 'jump')} of more than 50 %:`]),
    ...named(
      jumps,
      (jump) =>
        `${displayPercent(jump.percent)} % at ${briefTime(jump.at)}, from ${displayMoney(jump.from)} to ${displayMoney(jump.to)}`,
    ),
    ...(withoutMarketCap ? [`  ${counted(withoutMarketCap, 'row')} without a market cap`] : []),
    ...(gaps.length + jumps.length + (withoutMarketCap ?? 0) === 0 ? ['  nothing odd'] : []),
  ];
}

function named<Thing>(things: readonly Thing[], tell: (thing: Thing) => string): string[] {
  const more = things.length - MOST_NAMED;
  return [
    ...things.slice(0, MOST_NAMED).map((thing) => `    ${tell(thing)}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

function counted(count: number, what: string): string {
  return `${displayCount(count)} ${what}${count === 1 ? '' : 's'}`;
}

const units = [
  { name: 'day', lengthMs: 86_400_000 },
  { name: 'hour', lengthMs: 3_600_000 },
  { name: 'minute', lengthMs: 60_000 },
  { name: 'second', lengthMs: 1000 },
];

function spacing(ms: number): string {
  const unit = units.find(({ lengthMs }) => ms % lengthMs === 0) ?? { name: 'millisecond', lengthMs: 1 };
  return counted(ms / unit.lengthMs, unit.name);
}
