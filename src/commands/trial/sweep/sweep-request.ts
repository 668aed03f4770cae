import { combinationAt, countCombinations, type SweptParameter } from '../../../backtest/sweep/combinations.js';
import type { MetricName } from '../../../backtest/sweep/metric.js';
import { CryptoBotError, usageError } from '../../../errors.js';
import type { PriceFiles } from '../../../market/price-file/read.js';
import { type ConfigSources, variantOf } from '../../../settings/variant.js';
import type { TrialGiven } from '../inputs.js';
import { requestTrial, type TrialRequest } from '../trial-request.js';
import { textsOf } from './swept-texts.js';

/** What a sweep is to try, and on what. */
export interface SweepRequest {
  readonly parameters: readonly SweptParameter[];
  readonly metric: MetricName;
  readonly given: TrialGiven;
  readonly files: PriceFiles;
  /** What came through the pipe, if a file is read from there. */
  readonly piped: Uint8Array | null;
  /** How many threads try combinations. */
  readonly jobs: number;
}

/** What a backtest is asked for the combination at an index. Throws a usage CryptoBotError that names it where it cannot be tried. */
export function requestAt(
  config: ConfigSources,
  { parameters, given, files }: SweepRequest,
  index: number,
): TrialRequest {
  const combination = combinationAt(parameters, index);
  try {
    return requestTrial(variantOf(config, textsOf(combination)), given, files.table);
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    const named = Object.entries(combination).map(([name, value]) => `${name}=${value}`);
    throw usageError(`${named.join(' ')}: ${error.message}`);
  }
}

/** Makes sure that every combination can be tried, before the first is. Throws a usage CryptoBotError for the first that cannot. */
export function checkSweep(config: ConfigSources, request: SweepRequest): void {
  const count = countCombinations(request.parameters);
  for (let index = 0; index < count; index++) requestAt(config, request, index);
}
