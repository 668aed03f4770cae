import { Chalk } from 'chalk';
import { examine } from '../../core/status/status.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderStatus, renderStatusJson } from '../../report/operations/status.js';
import { brokerSettings, capSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { json } from '../format.js';
import { flag } from '../input.js';
import { gatherFacts } from './gather-facts.js';

/** Says whether the set-up works: from the ledger and, where orders go to an exchange, from what is in the account there. */
export const command = defineCommand({
  uses: ['oncePer', ...capSettings, ...brokerSettings],
  options: { offline: flag('--offline', 'ask no exchange what is in the account'), json },
  examples: ['crypto-bot status', 'crypto-bot status --json > status.json || echo "look at it"'],
  exitCodes: { 0: 'nothing needs a person', [NEEDS_A_PERSON]: 'something needs a person' },
  run: async (context, { offline, json }) => {
    const { config, terminal, color, ports } = context;
    const ledger = await ports.openLedger('read');
    try {
      const facts = await gatherFacts(ledger, context);
      const isAsked = config.broker !== 'paper' && !offline;
      const account = isAsked ? await (await import('./ask-account.js')).askAccount(ledger, context) : null;
      const status = examine({ ...facts, account });
      const style = { color: new Chalk({ level: color ? 1 : 0 }), width: terminal.columns };
      const render = async () => renderStatus(status, style) + renderSandboxNote(await exchangeOf(ledger));
      await terminal.print(json ? renderStatusJson(status) : await render());
      return status.healthy ? 0 : NEEDS_A_PERSON;
    } finally {
      await ledger.close();
    }
  },
});
