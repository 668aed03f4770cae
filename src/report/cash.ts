import { type CashEntry, cashOf } from '../core/limits/cash.js';
import { toExactString } from '../core/money.js';
import { toLines } from './format/lines.js';

/** What `cash` prints: the balance, and the entries that led to it, what was entered last first. Exact, as a bank statement is. */
export function renderCash(entries: readonly CashEntry[], quoteCurrency: string): string {
  const [latest] = entries;
  if (!latest) return 'Nothing was ever deposited: cash does not limit what is bought.\n';
  const amounts = entries.map((entry) => (entry.amount.isNegative() ? '' : '+') + toExactString(entry.amount));
  const width = Math.max(...amounts.map((amount) => amount.length));
  const lines = entries.map(({ at, kind, balance }, index) => {
    const amount = (amounts[index] ?? '').padStart(width);
    return `${at.toISOString()}  ${kind.padEnd('withdrawal'.length)}  ${amount}  balance ${toExactString(balance)}`;
  });
  const cash = cashOf(latest);
  const state =
    cash === null
      ? 'The paper account is closed: cash does not limit what is bought.'
      : `Cash balance: ${toExactString(cash)} ${quoteCurrency}`;
  return toLines([state, ...lines]);
}
