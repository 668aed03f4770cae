import { renderPrometheus } from '../../report/operations/prometheus.js';
import { capSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { readFigures } from './figures.js';

/** Prints figures for a machine's monitoring, from the ledger alone. */
export const command = defineCommand({
  uses: ['market', 'quoteCurrency', 'oncePer', 'exchangeGraceMs', ...capSettings],
  examples: ['crypto-bot metrics'],
  run: async (context) => {
    const ledger = await context.ports.openLedger('read');
    try {
      await context.terminal.print(renderPrometheus(await readFigures(ledger, context)));
      return 0;
    } finally {
      await ledger.close();
    }
  },
});
