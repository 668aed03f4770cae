import type { MarketReport } from '../../market/market.js';
import type { Context, FoundLedger } from '../context.js';

/** What a check found: all right, wrong with what to do, or (null) not checked with why. No secret is left in it. */
export interface Outcome {
  readonly ok: boolean | null;
  readonly message: string;
  readonly doThis: string | null;
}

/** One thing that must be as it should for ticks to be made. It changes nothing. */
export interface Check {
  /** For scripts; never changes. */
  readonly name: string;
  /** Throws an expected error for what is wrong. */
  readonly look: (surroundings: Surroundings) => Outcome | Promise<Outcome>;
}

/** What checks look at. What several of them ask is asked once. */
export interface Surroundings {
  /** Throws a SettingsUnread where the settings cannot be read. */
  context(): Context;
  /** What is wrong with the settings, in lines; null when nothing is. */
  readonly wrongSettings: string | null;
  readonly findLedger: () => Promise<FoundLedger>;
  /** How long one answer is waited for: less than a check may take, so that what does not answer is told as that. */
  readonly timeoutMs: number;
  /** Null for a source that asks nobody. */
  readonly askMarket: () => Promise<MarketReport | null>;
  /** Where the settings of the system are. */
  readonly etc: string;
}

/** For a check that needs settings. */
export class SettingsUnread extends Error {}

/** How long a ledger that is busy is waited for: the settings may say less. */
export function ledgerWaitMs({ context, timeoutMs }: Surroundings): number {
  return Math.min(context().config.databaseTimeoutMs, timeoutMs);
}

export function fine(message: string): Outcome {
  return { ok: true, message, doThis: null };
}

export function wrong(message: string, doThis: string): Outcome {
  return { ok: false, message, doThis };
}

export function notChecked(why: string): Outcome {
  return { ok: null, message: `not checked: ${why}`, doThis: null };
}
