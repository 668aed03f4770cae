import { randomUUID } from 'node:crypto';
import type { CashMove } from '../../core/limits/cash.js';
import { type Decimal, toExactString } from '../../core/money.js';
import { amount } from '../../core/values/numbers/amount.js';
import { count } from '../../core/values/numbers/count.js';
import { oneOf } from '../../core/values/one-of.js';
import { configError } from '../../errors.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { renderCash } from '../../report/cash.js';
import { renderCashJson } from '../../report/json.js';
import { atMostBriefly } from '../../runtime/deadline.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { argument, option } from '../input.js';
import { newLedger } from '../new-ledger.js';
import { printRecorded } from '../print-recorded.js';

const kinds = { deposit: 'deposit', withdraw: 'withdrawal' } as const;

/** Pays into the paper account or out of it, and prints it. */
export const command = defineCommand({
  arguments: {
    action: argument('[action]', '', oneOf(['deposit', 'withdraw']), {}),
    amount: argument('[amount]', 'in the quote currency', amount, { example: '500' }),
  },
  options: {
    limit: option('--limit <n>', 'at most this many entries', count(1, 9999), { fallback: 20 }),
    newLedger,
    json,
  },
  examples: [
    'crypto-bot cash               the balance and the latest entries',
    'crypto-bot cash deposit 500   from now on buys are limited to the balance',
    'crypto-bot cash withdraw 100',
  ],
  check: ({ action, amount: given }) =>
    action && !given ? [`no amount is given, but expected ${amount.expected}, such as cash ${action} 500`] : [],
  run: async (context, { action, amount, limit, newLedger: isNew, json }) => {
    const move = moveOf(action, amount);
    const ledger = await context.ports.openLedger(move ? 'write' : 'read', { isNew });
    try {
      const exchange = move && (await exchangeOf(ledger));
      if (exchange)
        throw configError(`this ledger buys at ${exchange}, with the money of that account: cash is for paper`);
      const own = await ledger.loadMarket();
      const { config } = context;
      const asked = config.given.quoteCurrency ? config.quoteCurrency : own?.quoteCurrency; // a default asks for nothing
      const quoteCurrency = asked ?? config.quoteCurrency;
      if (move) {
        const entry = await ledger.moveCash({ ...move, id: randomUUID(), quoteCurrency, at: config.now });
        context.log.info(
          `cash: ${entry.kind} of ${toExactString(entry.amount.abs())} ${quoteCurrency}, balance ${toExactString(entry.balance)}`,
        );
      }
      const entries = await ledger.loadCash(limit);
      const render = json ? renderCashJson : renderCash;
      const report = render(entries, entries[0]?.quoteCurrency ?? quoteCurrency);
      if (move) return await printRecorded(context, report);
      await context.terminal.print(report);
      return 0;
    } finally {
      await atMostBriefly(ledger.close());
    }
  },
});

function moveOf(
  action: keyof typeof kinds | undefined,
  amount: Decimal | undefined,
): Pick<CashMove, 'kind' | 'amount'> | null {
  return action && amount ? { kind: kinds[action], amount } : null;
}
