import { knownCoins } from './known-coins.js';
import type { CoinId } from './model.js';

interface NamedCoin {
  readonly id: CoinId;
  readonly symbol: string;
  readonly name: string;
}

/** The ids of the coins, and of the largest ones, that have a word as symbol or name, in capitals or not; none of its own id. */
export function idsNamed(word: string, coins: readonly NamedCoin[]): CoinId[] {
  const wanted = word.toLowerCase();
  const alike = [...coins, ...largest()].filter((it) =>
    [it.symbol, it.name].some((own) => own.toLowerCase() === wanted),
  );
  return [...new Set(alike.map(({ id }) => id))].filter((id) => id !== word);
}

function largest(): NamedCoin[] {
  return [...knownCoins].flatMap(([id, { symbol, names }]) => names.map((name) => ({ id, symbol, name })));
}
