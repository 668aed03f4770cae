import { Chalk } from 'chalk';
import { LIVE, whyNotLive } from '../../broker/live.js';
import { createDryRunLedger } from '../../ledger/memory/dry-run-ledger.js';
import { renderExchange, renderExchangeJson } from '../../report/exchange.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { brokerSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { flag } from '../input.js';
import { coinsOf } from './coins-of.js';

/** Prints what the account at the exchange holds, what its key may do, and what each coin's pair allows. */
export const command = defineCommand({
  uses: [...brokerSettings, 'coins', 'include'],
  options: {
    validate: flag('--validate', 'have Kraken check the smallest order of each pair, which it does not place'),
    json,
  },
  examples: ['crypto-bot exchange', 'crypto-bot exchange --validate', 'crypto-bot exchange --json'],
  exitCodes: { 4: 'the exchange did not answer, or refused' },
  run: async ({ config, ports, terminal, color, deadline }, { validate, json }) => {
    const ledger = createDryRunLedger(await ports.openLedger('read', { isQuiet: true }));
    try {
      const exchange = await ports.openExchange(ledger);
      const coins = await coinsOf(config, ledger);
      const inspection = await untilDeadline(exchange.inspect(coins, { checksOrders: validate }), deadline);
      const key = { broker: exchange.name, key: exchange.keyHash() };
      const view = {
        ...inspection,
        exchange: config.broker,
        quoteCurrency: config.quoteCurrency,
        live: whyNotLive(await ledger.loadSetting(LIVE), key) === null,
      };
      await terminal.print(json ? renderExchangeJson(view) : renderExchange(view, new Chalk({ level: color ? 1 : 0 })));
      return inspection.pairs.some(({ checked }) => checked && checked.refusal !== null) ? 4 : 0;
    } finally {
      await ledger.close();
    }
  },
});
