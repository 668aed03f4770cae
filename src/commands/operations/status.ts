import { Chalk } from 'chalk';
import { examine } from '../../core/status/status.js';
import { renderStatus, renderStatusJson } from '../../report/operations/status.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { json } from '../format.js';
import { gatherFacts } from './gather-facts.js';

/** Says how the set-up does, from the ledger alone. */
export const command = defineCommand({
  options: { json },
  examples: ['crypto-bot status', 'crypto-bot status --json > status.json || echo "look at it"'],
  exitCodes: { [NEEDS_A_PERSON]: 'something needs a person' },
  run: async (context, { json }) => {
    const { terminal, color, ports } = context;
    const ledger = await ports.openLedger('read');
    try {
      const status = examine(await gatherFacts(ledger, context));
      const style = { color: new Chalk({ level: color ? 1 : 0 }), width: terminal.columns };
      await terminal.print(json ? renderStatusJson(status) : renderStatus(status, style));
      return status.healthy ? 0 : NEEDS_A_PERSON;
    } finally {
      await ledger.close();
    }
  },
});
