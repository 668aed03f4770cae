import type { ChalkInstance } from 'chalk';
import { PRICE_FILE } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import type { LastTick, Status } from '../../core/status/status.js';
import { toJsonLine, toLines } from '../format/lines.js';
import { wrap } from '../format/wrap.js';

export interface StatusStyle {
  readonly color: ChalkInstance;
  /** How many columns the terminal has. */
  readonly width: number;
}

const LABEL_WIDTH = 13;

/** What `status` prints: first whether all is well, then what needs a person, then the facts. */
export function renderStatus(status: Status, { color, width }: StatusStyle): string {
  const { healthy, findings, notes } = status;
  const count = findings.length;
  const title = healthy
    ? color.green('Healthy: nothing needs a person.')
    : color.red(`${count} ${count === 1 ? 'finding needs' : 'findings need'} a person:`);
  return toLines([
    title,
    ...findings.flatMap(({ code, message, doThis }) => item(`- ${code}: ${message}. To do: ${doThis}`, width)),
    ...factsOf(status).flatMap(([label, text]) => indented(label, text, width)),
    ...notes.flatMap((note) => indented('Note', note, width)),
  ]);
}

/** What `status --json` prints. */
export function renderStatusJson(status: Status): string {
  const { healthy, lastTick, lastRun, pace, nextDue, missed, openOrders, undelivered, money, findings, notes } = status;
  return toJsonLine({
    healthy,
    lastTick: lastTick && describeTick(lastTick),
    lastRun: lastRun && { at: lastRun.beganAt.toISOString(), exitCode: lastRun.exitCode, problem: lastRun.problem },
    oncePer: pace?.unit ?? null,
    estimated: pace?.isEstimated ?? false,
    nextDue: nextDue?.toISOString() ?? null,
    missed: missed.count,
    missedSlots: missed.slots,
    openOrders,
    undelivered,
    cash: money.cash && toExactString(money.cash),
    bound: toExactString(money.bound),
    caps: money.caps.map(({ cap, size, left }) => ({ cap, size: toExactString(size), left: toExactString(left) })),
    findings: findings.map(({ code, message, doThis }) => ({ code, message, doThis })),
    notes,
  });
}

function describeTick(tick: LastTick) {
  const { id, startedAt, slot, sequence, market, quoteCurrency, strategy, bought, held, skipped, problems } = tick;
  return {
    id,
    at: startedAt.toISOString(),
    slot,
    sequence,
    market,
    quoteCurrency,
    strategy,
    bought,
    held,
    skipped,
    problems,
  };
}

function factsOf(status: Status) {
  const { lastTick, lastRun, missed, openOrders, undelivered, money } = status;
  const currency = lastTick ? ` ${lastTick.quoteCurrency.toUpperCase()}` : '';
  const facts: (readonly [string, string])[] = [
    ['Last tick', lastTick ? tellTick(lastTick) : 'none'],
    ...(lastTick?.problems ?? []).map((problem) => ['', problem] as const),
    ['Last run', lastRun ? `${lastRun.beganAt.toISOString()}, ${tellEnd(lastRun.exitCode)}` : 'none'],
    ['Next due', tellDue(status)],
    ['Missed', missed.count === 0 ? 'no slot' : `${missed.count}: ${missed.slots.join(', ')}`],
    [
      'Open orders',
      openOrders === 0 ? 'none' : `${openOrders}, which may still cost ${toExactString(money.bound)}${currency}`,
    ],
    ['Messages', undelivered === 0 ? 'none' : `${undelivered} not delivered`],
    ...(money.cash ? [['Cash', `${toExactString(money.cash)}${currency}`] as const] : []),
    ...money.caps.map(
      ({ cap, size, left }) =>
        [`Cap: ${cap}`, `${toExactString(left)} left of ${toExactString(size)}${currency}`] as const,
    ),
  ];
  return facts;
}

function tellTick({ sequence, startedAt, slot, bought, held, skipped }: LastTick): string {
  const where = slot === null ? '' : ` in the slot ${slot}`;
  return `number ${sequence} at ${startedAt.toISOString()}${where}: ${bought} ordered, ${held} held, ${skipped} skipped`;
}

function tellDue({ lastTick, nextDue, pace }: Status): string {
  if (lastTick?.market === PRICE_FILE) return 'never';
  return nextDue && pace ? `${nextDue.toISOString()}, once per ${tellPace(pace)}` : 'not known';
}

function tellEnd(exitCode: number | null): string {
  return exitCode === null ? 'not ended' : `exit code ${exitCode}`;
}

function tellPace({ unit, isEstimated }: NonNullable<Status['pace']>): string {
  return `${unit}${isEstimated ? ', as an estimate from the latest ticks' : ''}`;
}

function item(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function indented(label: string, text: string, width: number): string[] {
  return wrap(text, width - LABEL_WIDTH).map(
    (line, index) => `${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`,
  );
}
