import { LIVE, parseLive } from '../../broker/live.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderLive, renderLiveJson } from '../../report/live.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';

/** Prints whether real money may be spent. Asks the ledger only. */
export const command = defineCommand({
  needsOnlyLedger: true,
  options: { json },
  examples: ['crypto-bot live status'],
  run: async ({ ports, terminal }, { json }) => {
    const ledger = await ports.openLedger('read', { isQuiet: true });
    try {
      const live = parseLive(await ledger.loadSetting(LIVE));
      const note = renderSandboxNote(await exchangeOf(ledger));
      await terminal.print(json ? renderLiveJson(live) : renderLive(live) + note);
      return 0;
    } finally {
      await ledger.close();
    }
  },
});
