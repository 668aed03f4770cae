import { randomUUID } from 'node:crypto';
import type { Flags } from '../config.js';
import type { CashEntry, CashMove } from '../core/limits/cash.js';
import { toExactString } from '../core/money.js';
import { usageError } from '../errors.js';
import { renderCash } from '../report/cash.js';
import { renderCashJson } from '../report/json.js';
import { amount as amountKind } from '../settings/kinds.js';
import type { Context } from './context.js';
import { printDone } from './done.js';

const DEFAULT_LIMIT = 20;
const kinds = { deposit: 'deposit', withdraw: 'withdrawal' } as const;

/** `crypto-bot cash`: pays into the paper account or out of it, and prints it. Returns the exit code. */
export async function cash(
  context: Context,
  action: string | undefined,
  amount: string | undefined,
  flags: Flags,
): Promise<number> {
  const { move, limit } = readRequest(action, amount, flags);
  const ledger = await context.ports.openLedger(move ? 'write' : 'read');
  try {
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
    const text = render(entries, entries[0]?.quoteCurrency ?? quoteCurrency, flags);
    if (move) await printDone(context, text);
    else await context.terminal.print(text);
    return 0;
  } finally {
    await ledger.close();
  }
}

interface Request {
  readonly move: Pick<CashMove, 'kind' | 'amount'> | null;
  readonly limit: number;
}

/** Reads the arguments. Throws one usage error that lists everything that is wrong. */
function readRequest(
  action: string | undefined,
  amount: string | undefined,
  { limit = DEFAULT_LIMIT }: Flags,
): Request {
  const problems: string[] = [];
  if (!/^[1-9]\d{0,3}$/.test(String(limit)))
    problems.push(`--limit is ${JSON.stringify(limit)}, but expected a whole number from 1 to 9999, such as 20`);
  const kind = action === 'deposit' || action === 'withdraw' ? kinds[action] : null;
  if (action !== undefined && !kind)
    problems.push(
      `${JSON.stringify(action)} is nothing to do with cash: say deposit or withdraw, such as cash deposit 500`,
    );
  const parsed = amount === undefined ? undefined : amountKind.parse(amount);
  if (kind && !parsed) {
    const given = amount === undefined ? 'no amount is given' : `the amount is ${JSON.stringify(amount)}`;
    problems.push(`${given}, but expected ${amountKind.expected}, such as cash ${action} 500`);
  }
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return { move: kind && parsed ? { kind, amount: parsed } : null, limit: Number(limit) };
}

function render(entries: readonly CashEntry[], quoteCurrency: string, flags: Flags): string {
  if (flags.json) return renderCashJson(entries, quoteCurrency);
  return renderCash(entries, quoteCurrency);
}
