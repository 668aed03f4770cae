import { idsNamed } from '../core/misnamed.js';
import type { Listing, MarketProblem } from '../core/model.js';
import type { Ledger } from '../ledger/ledger.js';

/**
 * The market's answer on named coins. Where it knows no coin of that id, the problem names the ids with such a symbol or name:
 * those of the answer, of the ledger, and of the largest coins. Asks the market nothing.
 */
export async function suggestIds(listing: Listing, ledger: Pick<Ledger, 'findCoins'>): Promise<Listing> {
  const answered = listing.quotes.map((it) => ({ id: it.coin, symbol: it.symbol, name: it.name }));
  const problems = listing.problems.map(async (problem): Promise<MarketProblem> => {
    const { coin, symbol } = problem;
    if (coin === null || symbol !== null) return problem; // the market gave a symbol: it knows the coin
    const ids = idsNamed(coin, [...answered, ...(await ledger.findCoins(coin))]);
    return ids.length === 0
      ? problem
      : { ...problem, problem: `${problem.problem}, did you mean ${ids.join(' or ')}?` };
  });
  return { ...listing, problems: await Promise.all(problems) };
}
