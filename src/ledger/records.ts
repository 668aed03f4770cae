import type {
  NewNotice,
  Notice,
  RunRecord,
  TickTimes,
  TryOutcome,
  Undelivered,
  WaitingNotice,
} from '../core/records.js';

/** What a transaction can record beside its own: of the run it belongs to, and what is to be told of it. */
export interface Records {
  readonly run?: RunRecord;
  /** One that is kept already stays as it is; with an addition it takes that one's place, or the addition is kept. */
  readonly notices?: readonly NewNotice[];
  /** What the ledger is set to from then on. */
  readonly settings?: readonly { readonly name: string; readonly value: string; readonly at: Date }[];
}

/** The part of the ledger that has the runs and the messages. Each writing method is one transaction. */
export interface RecordKeeper {
  /**
   * Records a run, or what is known of it by now, and forgets those beyond the latest MAX_RUNS; and keeps messages, and
   * forgets those that were delivered or given up NOTICES_KEPT_MS ago.
   */
  keep(records: Records): Promise<void>;

  /** The run that began last by now, or null. One that a wrong clock has put into the future is given where there is no other. */
  loadLatestRun(now: Date): Promise<RunRecord | null>;

  /** Messages that a service is to be given at an instant, oldest first, at most so many. */
  loadDueNotices(service: string, at: Date, limit: number): Promise<WaitingNotice[]>;

  /**
   * Takes a message for one more try, and says when it may be tried again should nothing be heard of this one. False when
   * another run has taken it since it was loaded.
   */
  claimNotice(notice: WaitingNotice, nextTryAt: Date | null): Promise<boolean>;

  recordTry(notice: Pick<Notice, 'messageId' | 'service'>, outcome: TryOutcome): Promise<void>;

  /** The latest message on each of some topics, one service's for all. */
  loadLatestNotices(topics: readonly string[]): Promise<Notice[]>;

  /** Of each service that was not given all its messages. */
  loadUndelivered(): Promise<readonly Undelivered[]>;

  /** What ticks there are, with the times of all since an instant. Its cost grows with those only. */
  loadTickTimes(since: Date): Promise<TickTimes>;
}
