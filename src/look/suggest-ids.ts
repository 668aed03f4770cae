import { knownCoins } from '../core/known-coins.js';
import type { CoinId, Listing, MarketProblem } from '../core/model.js';
import type { Ledger } from '../ledger/ledger.js';

/**
 * The market's answer on named coins. Where it knows no coin of that id, the problem names the ids with such a symbol or name:
 * those of the answer, of the ledger, and of the largest coins. Asks the market nothing.
 */
export async function suggestIds(listing: Listing, ledger: Pick<Ledger, 'findCoins'>): Promise<Listing> {
  const problems = listing.problems.map(async (problem): Promise<MarketProblem> => {
    const { coin, symbol } = problem;
    if (coin === null || symbol !== null) return problem; // the market gave a symbol: it knows the coin
    const own = [...listing.quotes.map((it) => ({ id: it.coin, symbol: it.symbol, name: it.name })), ...largest()];
    const alike = own.filter((it) => [it.symbol, it.name].some((word) => word.toLowerCase() === coin.toLowerCase()));
    const ids = new Set([...alike, ...(await ledger.findCoins(coin))].map(({ id }) => id));
    ids.delete(coin);
    return ids.size === 0
      ? problem
      : { ...problem, problem: `${problem.problem}, did you mean ${[...ids].join(' or ')}?` };
  });
  return { ...listing, problems: await Promise.all(problems) };
}

function largest(): { readonly id: CoinId; readonly symbol: string; readonly name: string }[] {
  return [...knownCoins].flatMap(([id, { symbol, names }]) => names.map((name) => ({ id, symbol, name })));
}
