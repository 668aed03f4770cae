import { randomUUID } from 'node:crypto';
import { type Decimal, toExactString } from '../../core/money.js';
import { amount } from '../../core/values/numbers/amount.js';
import { count } from '../../core/values/numbers/count.js';
import { oneOf } from '../../core/values/one-of.js';
import { configError } from '../../errors.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { refuseOtherMarket } from '../../ledger/market-check.js';
import { renderCash } from '../../report/cash.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderCashJson } from '../../report/tick/json.js';
import { waitBriefly } from '../../runtime/deadline.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { argument, flag, option } from '../input.js';
import { newLedger } from '../new-ledger.js';
import { printRecorded } from '../print-recorded.js';

/** Pays into the paper account or out of it, or closes it, and prints it. */
export const command = defineCommand({
  uses: ['market', 'quoteCurrency'],
  arguments: {
    action: argument('[action]', '', oneOf(['deposit', 'withdraw', 'close']), {}),
    amount: argument('[amount]', 'in the quote currency', amount, { example: '500' }),
  },
  options: {
    limit: option('--limit <n>', 'at most this many entries', count(1, 9999), { fallback: 20 }),
    all: flag('--all', 'with close: withdraw what is left'),
    newLedger,
    json,
  },
  examples: [
    'crypto-bot cash               the balance and the latest entries',
    'crypto-bot cash deposit 500   from now on buys are limited to the balance',
    'crypto-bot cash withdraw 100',
    'crypto-bot cash close --all   from now on cash does not limit what is bought',
  ],
  check: ({ action, amount: given, all }) => [
    ...(action && action !== 'close' && !given
      ? [`no amount is given, but expected ${amount.expected}, such as cash ${action} 500`]
      : []),
    ...(action === 'close' && given ? ['cash close takes no amount: say --all to withdraw what is left'] : []),
    ...(all && action !== 'close' ? ['--all is for cash close'] : []),
  ],
  run: async (context, { action, amount, all, limit, newLedger: isNew, json }) => {
    const move = moveOf(action, amount, all);
    const mustExist = move?.kind !== 'deposit'; // nothing can be taken out of a new one
    const ledger = await context.ports.openLedger(move ? 'write' : 'read', { isNew, mustExist });
    try {
      const exchange = move && move.kind !== 'closing' && (await exchangeOf(ledger));
      if (exchange)
        throw configError(
          `this ledger buys at ${exchange}, with the money of that account: cash is for paper, and cash close --all closes it`,
        );
      const own = await ledger.loadMarket();
      const { config } = context;
      const asked = config.given.quoteCurrency ? config.quoteCurrency : own?.quoteCurrency; // a default asks for nothing
      const quoteCurrency = asked ?? config.quoteCurrency;
      if (move) await refuseOtherMarket(ledger, { market: own?.market ?? config.market, quoteCurrency });
      if (move) {
        const entry = await ledger.moveCash({ ...move, id: randomUUID(), quoteCurrency, at: config.now });
        context.log.info(
          `cash: ${entry.kind} of ${toExactString(entry.amount.abs())} ${quoteCurrency}, balance ${toExactString(entry.balance)}`,
        );
      }
      const entries = await ledger.loadCash(limit);
      const render = json ? renderCashJson : renderCash;
      const note = json ? '' : renderSandboxNote(await exchangeOf(ledger));
      const report = render(entries, entries[0]?.quoteCurrency ?? quoteCurrency) + note;
      if (move) return await printRecorded(context, report);
      await context.terminal.print(report);
      return 0;
    } finally {
      await waitBriefly(ledger.close());
    }
  },
});

function moveOf(action: 'deposit' | 'withdraw' | 'close' | undefined, amount: Decimal | undefined, isAll: boolean) {
  if (action === 'close') return { kind: 'closing', isAll } as const;
  return action && amount ? ({ kind: action === 'deposit' ? 'deposit' : 'withdrawal', amount } as const) : null;
}
