import type { CoinId } from '../core/model.js';
import { quoted } from '../core/values/quoted.js';
import { usageError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import { lowercaseAscii } from '../ledger/lowercase-ascii.js';

/**
 * Finds the one coin of an id, else of a symbol, else of a name. `option` is how it was asked for, such as "--coin ", or "".
 * For an empty ledger, which knows no coin, the word itself is the id. Throws a usage error when it names none or several.
 */
export async function findCoin(ledger: Ledger, asked: string, option: string): Promise<CoinId> {
  const found = await ledger.findCoins(asked);
  if (found.some((coin) => coin.id === asked)) return asked;
  for (const kind of ['symbol', 'name'] as const) {
    const [first, ...others] = found
      .filter((coin) => lowercaseAscii(coin[kind]) === lowercaseAscii(asked))
      .map(({ id }) => id);
    if (first === undefined) continue;
    if (others.length === 0) return first;
    throw usageError(`${option}${asked} is the ${kind} of several coins: say ${[first, ...others].join(' or ')}`);
  }
  // A coin that never had a usable price is known by the decisions to skip it.
  for await (const { decision } of ledger.streamDecisions({ coin: asked, ticks: 1 })) return decision.coin;
  if ((await ledger.loadMarket()) === null) return asked;
  throw usageError(`${option}${quoted(asked)} is no coin this ledger knows: crypto-bot portfolio lists what is held`);
}
