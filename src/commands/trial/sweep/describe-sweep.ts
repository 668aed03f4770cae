import { countCombinations } from '../../../backtest/sweep/combinations.js';
import { usageError } from '../../../errors.js';
import type { Sweep } from '../../../report/backtest/sweep/sweep.js';
import type { Context } from '../../context.js';
import { writtenAs } from '../price-files.js';
import { requestAt, type SweepRequest } from './sweep-request.js';

/** What is tried, and on what, for reports. Throws a usage CryptoBotError when no instant is within the span. */
export function describeSweep({ config }: Context, request: SweepRequest): Sweep {
  const { parameters, metric, files, given } = request;
  const { every, span, terms, contributions, quoteCurrency } = requestAt(config, request, 0);
  const { instants, coins } = files.table;
  const since = instants.find((at) => !span.since || at >= span.since);
  const until = instants.findLast((at) => !span.until || at <= span.until);
  if (!since || !until || since > until) throw usageError('the price files have no row in that span');
  return {
    since,
    until,
    every,
    parameters,
    combinations: countCombinations(parameters),
    metric,
    strategy: config.strategy,
    terms,
    contributions,
    prices: { files: given.prices.map(writtenAs), coins, sha256: files.sha256 },
    quoteCurrency,
  };
}
