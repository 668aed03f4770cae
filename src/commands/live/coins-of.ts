import type { Config } from '../../config.js';
import type { CoinId } from '../../core/model.js';
import type { Ledger } from '../../ledger/ledger.js';

/** The largest, before any other is known. */
const FIRST_COINS = ['bitcoin', 'ethereum'];

/** Those that the settings name, that are held, or that the latest tick decided on. */
export async function coinsOf(config: Config, ledger: Ledger): Promise<readonly CoinId[]> {
  const named = [...(config.exchangePairs?.keys() ?? []), ...(config.coins ?? []), ...(config.include ?? [])];
  const held = (await ledger.loadHoldings()).map(({ coin }) => coin);
  const decided: CoinId[] = [];
  for await (const { decision } of ledger.streamDecisions({ ticks: 1 })) decided.push(decision.coin);
  const coins = [...new Set([...decided, ...held, ...named])];
  return coins.length > 0 ? coins : FIRST_COINS;
}
