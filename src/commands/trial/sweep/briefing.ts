import type { Combination } from '../../../backtest/sweep/combinations.js';
import type { PriceFile } from '../../../market/price-file/read.js';
import type { ConfigSources } from '../../../settings/variant.js';

/** What every thread of a sweep is told at its start. Decimals are plain. */
export interface Briefing {
  readonly config: ConfigSources;
  /** TrialGiven, plain. */
  readonly given: unknown;
  readonly files: readonly PriceFile[];
  /** What came through the pipe, if a file is read from there. */
  readonly piped: Uint8Array | null;
  /** Of the files, as the sweep itself has read them. */
  readonly sha256: string;
}

/** One trial of a sweep. Its answer is Metrics, plain. */
export interface Attempt {
  readonly combination: Combination;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
}
