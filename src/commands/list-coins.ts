import type { Context } from './context.js';

/** What is no more than a word in any shell: completion may expand the rest. */
const PLAIN_WORD = /^[\w.-]+$/;

/** `crypto-bot list-coins`: the ids of the coins that were ever bought, for a shell that completes them. */
export async function listCoins(context: Context): Promise<void> {
  const ledger = await context.ports.openLedger('read');
  try {
    const coins = (await ledger.loadHoldings()).map((holding) => holding.coin);
    const words = coins.filter((coin) => PLAIN_WORD.test(coin));
    await context.terminal.print(words.map((word) => `${word}\n`).join(''));
  } finally {
    await ledger.close();
  }
}
