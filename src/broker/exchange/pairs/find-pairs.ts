import type { CoinId } from '../../../core/model.js';
import type { ExchangeApi } from '../api.js';
import type { Pair } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { cachedPairs, type PairStore } from './pair-cache.js';
import { chooseSymbol, type PairChoice, pairProblem } from './pairs.js';

/** A coin's pair; `pair` is null where it cannot be used, and then `problem` says why. */
export interface CoinPair {
  /** Null where none is named or built in. */
  readonly symbol: string | null;
  readonly pair: Pair | null;
  readonly problem: string | null;
  /** Of a problem, whether the settings name the pair, the exchange has another one there, or it has none. */
  readonly cause: 'settings' | 'exchange' | 'none' | null;
}

/** The pairs of some coins, in their order. Asks the exchange at most once a day for the same ones. */
export async function findPairs(
  { api, connection, store }: { api: ExchangeApi; connection: Connection; store: PairStore },
  coins: readonly CoinId[],
  choice: PairChoice,
): Promise<ReadonlyMap<CoinId, CoinPair>> {
  const choices = coins.map((coin) => ({ coin, chosen: chooseSymbol(coin, choice) }));
  const symbols = [...new Set(choices.flatMap(({ chosen }) => ('symbol' in chosen ? [chosen.symbol] : [])))];
  const ask = () => api.pairs(connection, symbols);
  const listed = symbols.length > 0 ? await cachedPairs(store, symbols, new Date(connection.now()), ask) : [];
  return new Map(
    choices.map(({ coin, chosen }) => {
      const isNamed = choice.named.has(coin);
      if ('problem' in chosen) return [coin, unusable(null, chosen.problem, isNamed ? 'settings' : 'none')];
      const { symbol } = chosen;
      const pair = listed.find((one) => one.symbol === symbol);
      const problem = pairProblem(coin, symbol, pair, choice);
      if (problem === null && pair) return [coin, { symbol, pair, problem: null, cause: null }];
      const cause = pair ? 'exchange' : isNamed ? 'settings' : 'none';
      return [coin, unusable(symbol, problem ?? '', cause)];
    }),
  );
}

function unusable(symbol: string | null, problem: string, cause: CoinPair['cause']): CoinPair {
  return { symbol, pair: null, problem, cause };
}
