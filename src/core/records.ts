import { DAY_MS } from './calendar.js';
import type { Tick } from './model.js';

/** What a ledger keeps beside ticks: of each run, what came of it; of each message, until it is delivered or given up. */

/** One run of the program that could open the ledger. */
export interface RunRecord {
  readonly id: string;
  readonly beganAt: Date;
  /** Null while it is under way, and when it was killed. */
  readonly endedAt: Date | null;
  /** The slot that it was in, whether or not it made its tick; null without slots. */
  readonly slot: string | null;
  readonly exitCode: number | null;
  /** The tick that it made. */
  readonly tickId: string | null;
  /** How many requests it sent to a market or an exchange, as far as they were counted; null for a run of an older version. */
  readonly requests: number | null;
  /** The first that went wrong; null when nothing did. */
  readonly problem: string | null;
}

/** How many runs are kept. */
export const MAX_RUNS = 1000;

/** A message to one service. */
export interface Notice {
  readonly messageId: string;
  readonly service: string;
  /** What it is about, so that the same is not told again too soon. */
  readonly topic: string;
  /** As JSON: only who sends it reads it. */
  readonly message: string;
  readonly createdAt: Date;
}

/** A message to keep. */
export interface NewNotice extends Notice {
  /** Of one that says more than what is kept by its id: what it adds, as a message of its own, for where that was sent already. */
  readonly addition?: Pick<Notice, 'messageId' | 'message'>;
}

/** A message that is to be tried, or tried again. */
export interface WaitingNotice extends Notice {
  readonly tries: number;
  readonly nextTryAt: Date;
}

/** What came of one try; `nextTryAt` is null when it was the last. */
export type TryOutcome = { readonly deliveredAt: Date } | { readonly problem: string; readonly nextTryAt: Date | null };

/** Messages that were delivered or given up are kept for so long. */
export const NOTICES_KEPT_MS = 31 * DAY_MS;

/** What one service was not given. */
export interface Undelivered {
  readonly service: string;
  /** Those that are tried again. */
  readonly waiting: number;
  /** Those since the last message that it has taken. */
  readonly givenUp: number;
  /** What went wrong with the latest of those since the last message that it has taken; null when nothing did. */
  readonly problem: string | null;
}

/** A message that was not delivered, with what went wrong at its last try. */
export interface UndeliveredNotice extends Pick<Notice, 'service' | 'createdAt'> {
  /** Null when it was given up. */
  readonly nextTryAt: Date | null;
  readonly problem: string | null;
}

/** Sums up messages, newest first, by service; `lastTaken` says when the latest message was made that a service has taken. */
export function sumUpUndelivered(
  notices: readonly UndeliveredNotice[],
  lastTaken: ReadonlyMap<string, Date>,
): Undelivered[] {
  return [...new Set(notices.map(({ service }) => service))].sort().map((service) => {
    const own = notices.filter((it) => it.service === service);
    const taken = lastTaken.get(service);
    const since = own.filter(({ createdAt }) => !taken || createdAt >= taken);
    return {
      service,
      waiting: own.filter(({ nextTryAt }) => nextTryAt !== null).length,
      givenUp: since.filter(({ nextTryAt }) => nextTryAt === null).length,
      problem: since.find(({ problem }) => problem !== null)?.problem ?? null,
    };
  });
}

/** When ticks were made. */
export interface TickTimes {
  readonly count: number;
  /** Null without any. */
  readonly first: Date | null;
  /** The ten that were recorded last, the last one first. */
  readonly latest: readonly RecordedTick[];
  /** In any order. */
  readonly since: readonly Date[];
}

export interface RecordedTick extends Tick {
  /** The how manieth that was recorded. */
  readonly sequence: number;
}
