import { PRICE_FILE } from '../../../core/model.js';
import { isSameMarket } from '../../../ledger/market-check.js';
import { MOVED_TO } from '../../../ledger/moved.js';
import { type Check, fine, notChecked, wrong } from '../check.js';

const NAME_ANOTHER = 'name another ledger with database_url in the config file, or --db';

export const ledger: Check = {
  name: 'ledger',
  look: async (surroundings) => {
    const { config, ports } = surroundings.context();
    const { place, is } = await surroundings.findLedger();
    if (is === 'missing') return notChecked(`there is none yet at ${place}: the first run makes it`);
    if (is === 'older')
      return wrong(
        `${place} was made by an older version`,
        'make a backup (crypto-bot backup FILE); the next run upgrades it',
      );
    const own = await ports.openLedger('read', { isQuiet: true });
    try {
      const movedTo = await own.loadSetting(MOVED_TO);
      if (movedTo !== null)
        return wrong(`${place} was moved to ${movedTo}`, 'name that one with database_url in the config file, or --db');
      const wanted = { market: config.market, quoteCurrency: config.quoteCurrency };
      const ledgerMarket = (await own.loadMarket()) ?? wanted;
      if (ledgerMarket.market === PRICE_FILE)
        return wrong(`${place} is the ledger of a backtest, and no run goes on in it`, NAME_ANOTHER);
      if (!isSameMarket(ledgerMarket, wanted))
        return wrong(
          `${place} has prices of ${ledgerMarket.market} in ${ledgerMarket.quoteCurrency}, and the settings say ${wanted.market} in ${wanted.quoteCurrency}`,
          `set market and quote_currency as the ledger has them, or ${NAME_ANOTHER}`,
        );
      const identity = await own.loadIdentity();
      const ticks = identity?.ticks ?? 0;
      return fine(`${place}, with ${ticks} ${ticks === 1 ? 'tick' : 'ticks'}`);
    } finally {
      await own.close();
    }
  },
};
