import { LIVE, whyNotLive } from '../../../broker/live.js';
import { createDryRunLedger } from '../../../ledger/memory/dry-run-ledger.js';
import { coinsOf } from '../../live/coins-of.js';
import { type Check, fine, notChecked, wrong } from '../check.js';

export const exchange: Check = {
  name: 'exchange',
  look: async (surroundings) => {
    const { config, ports } = surroundings.context();
    if (config.broker === 'paper') return notChecked('orders are carried out on paper');
    const ledger = createDryRunLedger(await ports.openLedger('read', { isQuiet: true }));
    try {
      const own = await ports.openExchange(ledger);
      const { title, sandbox, clockProblem, permissions } = await own.inspect(await coinsOf(config, ledger));
      if (clockProblem !== null) return wrong(`${clockProblem}: no order is sent`, 'set it');
      if (permissions.trade === false)
        return wrong(`the key for ${title} may not trade`, 'give it that right, or make another one');
      if (permissions.withdraw === true)
        return wrong(`the key for ${title} may withdraw money`, 'make one without that right, and delete this one');
      const key = { broker: own.name, key: own.keyHash() };
      const notLive = whyNotLive(await ledger.loadSetting(LIVE), key);
      const withdraw = permissions.withdraw === null ? ', and does not tell whether the key may withdraw money' : '';
      const where = sandbox ? `${title}'s test system, which trades no real money,` : title;
      return fine(`${where} answers${withdraw}; ${notLive ?? 'live is on'}`);
    } finally {
      await ledger.close();
    }
  },
};
