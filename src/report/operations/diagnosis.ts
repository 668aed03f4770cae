import type { ChalkInstance } from 'chalk';
import { toJsonLine, toLines } from '../format/lines.js';
import { wrap } from '../format/wrap.js';

/** What a check of the set-up found. */
export interface Checked {
  readonly name: string;
  /** Null for what was not checked. */
  readonly ok: boolean | null;
  readonly message: string;
  /** Null where there is nothing to do. */
  readonly doThis: string | null;
}

interface Style {
  readonly color: ChalkInstance;
  /** How many columns the terminal has. */
  readonly width: number;
}

/** What `doctor` prints: whether all is well, and then a check after the other. */
export function renderDiagnosis(checks: readonly Checked[], { color, width }: Style): string {
  const failed = checks.filter(({ ok }) => ok === false).length;
  const title =
    failed === 0
      ? color.green('All is well, as far as it was checked.')
      : color.red(`${failed} of ${checks.length} checks ${failed === 1 ? 'has' : 'have'} failed:`);
  const nameWidth = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, ok, message, doThis }) => {
    const text = [message, ...(doThis === null ? [] : [`To do: ${doThis}`])];
    const wrapped = text.flatMap((it) => wrap(it.replaceAll(/\s+/g, ' '), width - STATE_WIDTH - nameWidth - 2));
    const state = ok === null ? '-' : ok ? 'ok' : 'FAILED';
    const heading = `${state.padEnd(STATE_WIDTH)}${name.padEnd(nameWidth)}  `;
    return wrapped.map((line, index) =>
      index === 0 ? `${ok === false ? color.red(heading) : heading}${line}` : `${' '.repeat(heading.length)}${line}`,
    );
  });
  return toLines([title, ...lines]);
}

const STATE_WIDTH = 8;

/** What `doctor --json` prints. */
export function renderDiagnosisJson(checks: readonly Checked[]): string {
  return toJsonLine({
    healthy: checks.every(({ ok }) => ok !== false),
    checks: checks.map(({ name, ok, message, doThis }) => ({ name, ok, message, doThis })),
  });
}
