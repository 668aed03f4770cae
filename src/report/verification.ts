import type { ChalkInstance } from 'chalk';
import { toJsonLine, toLines } from './format/lines.js';
import { renderSandboxNote } from './format/sandbox-note.js';
import { hang } from './format/wrap.js';

/** One check of a ledger. */
interface CheckedLedger {
  readonly place: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly checks: readonly {
    readonly check: string;
    readonly rows: number;
    readonly problems: readonly string[];
    readonly hasMore: boolean;
  }[];
  /** That the ledger remembers; null for paper. */
  readonly exchange: string | null;
  readonly ok: boolean;
}

/** What was checked, a line each, with what is wrong beneath. */
export function renderVerification(
  { place, rows, checks, exchange, ok }: CheckedLedger,
  { width, color }: { readonly width: number; readonly color: ChalkInstance },
): string {
  const lines = checks.flatMap(({ check, rows, problems, hasMore }) => [
    ...hang(
      LABEL,
      `${check} (${counted(rows, 'row')})`,
      width,
      problems.length === 0 ? color.green('ok     ') : color.red('wrong  '),
    ),
    ...problems.flatMap((problem) => hang(`${LABEL}- `, problem, width)),
    ...(hasMore ? [`${LABEL}- and more`] : []),
  ]);
  const tables = Object.entries(rows).map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`);
  const report = toLines([
    `Checked ${place}`,
    ...(tables.length > 0 ? hang('Rows: ', tables.join(', '), width) : []),
    ...lines,
    ok ? 'Nothing is wrong.' : color.red('The ledger is not in order.'),
  ]);
  return report + renderSandboxNote(exchange);
}

const LABEL = '       ';

/** {"verification":{ledger, ok, rows, checks}, "repaired":[…], "refusal":null} */
export function renderVerificationJson(
  { place, ok, rows, checks }: CheckedLedger,
  repaired: readonly string[],
  refusal: string | null,
): string {
  return toJsonLine({ verification: { ledger: place, ok, rows, checks }, repaired, refusal });
}

/** All that a repair will change, since nothing else will tell what was there before. */
export function renderChanges(changes: readonly string[]): string {
  if (changes.length === 0)
    return 'The positions need no repair; the rest cannot be repaired: restore a backup with crypto-bot restore FILE.\n';
  const lines = changes.map((change) => `  - ${change}`);
  return toLines(['Making the positions anew from the transactions, which changes:', ...lines]);
}

export const REPAIRED = 'Made the positions anew.\n';

/** Why positions are not made anew, by the checks that are wrong; null when nothing speaks against it. */
export function renderRefusal(checks: readonly string[]): string | null {
  if (checks.length === 0) return null;
  return `positions cannot be made from transactions while this is wrong: ${checks.join('; ')}. Restore a backup with crypto-bot restore FILE; nothing was changed`;
}

export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}
