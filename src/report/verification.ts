import type { ChalkInstance } from 'chalk';

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
  readonly ok: boolean;
}

/** What was checked, a line each, with what is wrong beneath. */
export function renderVerification({ place, rows, checks, ok }: CheckedLedger, color: ChalkInstance): string {
  const lines = checks.flatMap(({ check, rows, problems, hasMore }) => [
    `${problems.length === 0 ? color.green('ok   ') : color.red('wrong')}  ${check} (${counted(rows, 'row')})`,
    ...problems.map((problem) => `       - ${problem}`),
    ...(hasMore ? ['       - and more'] : []),
  ]);
  const tables = Object.entries(rows).map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`);
  return [
    `Checked ${place}`,
    ...(tables.length > 0 ? [`Rows: ${tables.join(', ')}`] : []),
    ...lines,
    ok ? 'Nothing is wrong.' : color.red('The ledger is not in order.'),
    '',
  ].join('\n');
}

/** {"verification":{ledger, ok, rows, checks}, "repaired":[…]} */
export function renderVerificationJson(
  { place, ok, rows, checks }: CheckedLedger,
  repaired: readonly string[],
): string {
  return `${JSON.stringify({ verification: { ledger: place, ok, rows, checks }, repaired })}\n`;
}

/** What was wrong with the positions, and no longer is. */
export function renderRepairs(repaired: readonly string[]): string {
  if (repaired.length === 0) return 'The positions need no repair; the rest cannot be repaired: restore a backup.\n';
  return ['Made the positions anew from the transactions. Before:', ...repaired.map((it) => `  - ${it}`), ''].join(
    '\n',
  );
}

export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}
