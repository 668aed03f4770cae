import type { CoinId } from '../core/model.js';
import { quoted } from '../core/values/quoted.js';
import { usageError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import { lowercaseAscii } from '../ledger/lowercase-ascii.js';

/**
 * The one coin that an id, a symbol or a name names, in this order; `option` is how it was asked for, such as "--coin ", or "". An empty ledger
 * knows no coin, and has nothing of any. Throws a usage error when it names none or several.
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
