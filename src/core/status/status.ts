import { DAY_MS } from '../calendar.js';
import { describeUsedUp } from '../decisions/conditions.js';
import { findMissedSlots, type MissedSlots, nextDue } from '../missed-slots.js';
import { type Decimal, sum, toExactString, ZERO } from '../money.js';
import { boundBy } from '../order/cost.js';
import type { RecordedTick, RunRecord } from '../records.js';
import { isLeftOut, isOfBacktest, type Pace, type StatusFacts } from './facts.js';
import type { Finding } from './finding.js';
import { findTrouble } from './findings.js';

/** How a set-up does, at a glance. Amounts are in the quote currency of the ledger. */
export interface Status {
  /** Nothing needs a person. */
  readonly healthy: boolean;
  readonly lastTick: LastTick | null;
  readonly lastRun: RunRecord | null;
  readonly pace: Pace | null;
  /** When the next tick is due; null before the first one, and where nothing says how often. */
  readonly nextDue: Date | null;
  readonly missed: MissedSlots;
  readonly openOrders: number;
  readonly undelivered: number;
  readonly money: Money;
  readonly findings: readonly Finding[];
  /** What is good to know and needs nobody. */
  readonly notes: readonly string[];
}

export interface LastTick extends RecordedTick {
  readonly bought: number;
  readonly held: number;
  /** Without those that the settings leave out. */
  readonly skipped: number;
  readonly problems: readonly string[];
}

interface Money {
  /** The paper account; null when nothing was ever deposited. */
  readonly cash: Decimal | null;
  /** What open orders may still cost. */
  readonly bound: Decimal;
  /** What the caps leave, in the order of the settings. */
  readonly caps: readonly CapLeft[];
}

interface CapLeft {
  /** As in the settings: "day". */
  readonly cap: 'day' | 'month' | 'total';
  readonly size: Decimal;
  readonly left: Decimal;
}

const NONE_MISSED: MissedSlots = { count: 0, slots: [], lastEndedAt: null };

/** What the facts come to. Pure: the same facts give the same status. */
export function examine(facts: StatusFacts): Status {
  const { now, pace, ticks, lastRun, openOrders, undelivered, spending } = facts;
  const latest = ticks.latest[0] ?? null;
  const times = ticks.latest.map(({ startedAt }) => startedAt).concat(ticks.since);
  const [newest] = times.toSorted((a, b) => b.getTime() - a.getTime());
  const missed = pace && ticks.first ? findMissedSlots(pace.unit, ticks.first, times, now) : NONE_MISSED;
  const money = { cash: spending.cash, bound: sum(openOrders.map(boundBy)), caps: capsLeft(facts) };
  const findings = findTrouble(facts, missed);
  return {
    healthy: findings.length === 0,
    lastTick: latest && describeTick(latest, facts),
    lastRun,
    pace,
    nextDue: pace && newest ? nextDue(pace.unit, newest, now) : null,
    missed,
    openOrders: openOrders.length,
    undelivered: undelivered.reduce((total, { waiting, givenUp }) => total + waiting + givenUp, 0),
    money,
    findings,
    notes: isOfBacktest(ticks)
      ? []
      : [...notesOn(money, facts), ...notesOnCarried(facts), ...describeJump(ticks.latest)],
  };
}

function describeTick(tick: RecordedTick, { decisions, lastRun }: StatusFacts): LastTick {
  const judged = decisions.filter((it) => !isLeftOut(it));
  const count = (wanted: string) => judged.filter(({ action }) => action === wanted).length;
  const skips = judged.flatMap(({ coin, action, reason }) => (action === 'skip' ? [`${coin}: ${reason}`] : []));
  const own = lastRun?.tickId === tick.id && lastRun.problem !== null ? [lastRun.problem] : [];
  return {
    ...tick,
    bought: count('buy'),
    held: count('hold'),
    skipped: count('skip'),
    problems: skips.length > 0 ? skips : own,
  };
}

function capsLeft({ caps, spending }: StatusFacts): CapLeft[] {
  return (['day', 'month', 'total'] as const).flatMap((cap) => {
    const size = caps[cap];
    if (!size) return [];
    const left = size.minus(spending[cap]);
    return [{ cap, size, left: left.isNegative() ? ZERO : left }];
  });
}

/** Of money that does not come back by itself also that the last tick which would have bought found too little of it. */
function notesOn({ cash, caps }: Money, { conditions }: StatusFacts): string[] {
  const lasts = (money: 'cash' | 'total', left: Decimal) => left.isZero() || conditions.includes(money);
  return [
    ...(cash && lasts('cash', cash) ? [describeUsedUp('cash', cash)] : []),
    ...(conditions.includes('balance')
      ? ['the account at the exchange had too little for a buy at the last tick']
      : []),
    ...caps.flatMap(({ cap, size, left }) => {
      if (cap === 'total') return lasts(cap, left) ? [describeUsedUp(cap, left, size)] : [];
      return left.isZero()
        ? [`caps.${cap} of ${toExactString(size)} is used up: nothing is bought until ${next[cap]}`]
        : [];
    }),
  ];
}

/** Of a coin that is never held, too: what is due for it is all carried. */
function notesOnCarried({ spending }: StatusFacts): string[] {
  return [...spending.coins].flatMap(([coin, { carried }]) =>
    carried.isZero() ? [] : [`${toExactString(carried)} of money is carried to the next buy of ${coin}`],
  );
}

/** The latest tick that was recorded after one of a much later time. */
function describeJump(latest: readonly RecordedTick[]): string[] {
  const index = latest.findIndex(({ startedAt }, at) => {
    const before = latest[at + 1];
    return before !== undefined && before.startedAt.getTime() - startedAt.getTime() > DAY_MS;
  });
  const [tick, before] = [latest[index], latest[index + 1]];
  if (!tick || !before) return [];
  return [
    `the clock was wrong: the tick of ${tick.startedAt.toISOString()} was recorded after that of ${before.startedAt.toISOString()}`,
  ];
}

const next = { day: 'the next UTC day', month: 'the next UTC month' } as const;
