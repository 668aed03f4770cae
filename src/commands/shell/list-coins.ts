import { databaseUrl as urlKind } from '../../core/values/addresses/database-url.js';
import { filePath } from '../../core/values/file-path.js';
import { defineBareCommand } from '../command.js';
import { option } from '../input.js';

/** A plain word in any shell. Completion may expand any other text. */
const PLAIN_WORD = /^[\w.-]+$/;

/** Prints the ids of the coins that were ever bought, for a shell that completes them. After it come the words typed so far. */
export const command = defineBareCommand({
  options: {
    databaseUrl: option('--db [url]', 'the ledger', urlKind, { example: 'file:crypto-bot.db' }),
    config: option('--config [file]', 'the config file to read', filePath, { example: 'config.toml' }),
  },
  examples: [],
  run: async (host, { databaseUrl, config }) => {
    const { ports, terminal } = await host.open({
      config,
      uses: [],
      settings: { databaseUrl: databaseUrl && urlKind.print(databaseUrl) },
    });
    const ledger = await ports.openLedger('read', { isQuiet: true });
    try {
      const coins = (await ledger.loadHoldings()).map((holding) => holding.coin);
      const words = coins.filter((coin) => PLAIN_WORD.test(coin));
      await terminal.print(words.map((word) => `${word}\n`).join(''));
      return 0;
    } finally {
      await ledger.close();
    }
  },
});
