import type { CoinId } from '../core/model.js';
import { quoted } from '../core/values/quoted.js';
import { usageError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';

/**
 * The one coin that an id or a symbol names; `option` is how it was asked for, such as "--coin ", or "". An empty ledger
 * knows no coin, and has nothing of any. Throws a usage error when it names none or several.
 */
export async function findCoin(ledger: Ledger, idOrSymbol: string, option: string): Promise<CoinId> {
  const found = await ledger.findCoins(idOrSymbol);
  const [first] = found;
  const exact = found.find((coin) => coin.id === idOrSymbol) ?? (found.length === 1 ? first : undefined);
  if (exact) return exact.id;
  if (first)
    throw usageError(
      `${option}${idOrSymbol} is the symbol of several coins: say ${found.map((coin) => coin.id).join(' or ')}`,
    );
  // A coin that never had a usable price is known by the decisions to skip it.
  for await (const { decision } of ledger.streamDecisions({ coin: idOrSymbol, ticks: 1 })) return decision.coin;
  if ((await ledger.loadMarket()) === null) return idOrSymbol;
  throw usageError(
    `${option}${quoted(idOrSymbol)} is no coin this ledger knows: crypto-bot portfolio lists what is held`,
  );
}
