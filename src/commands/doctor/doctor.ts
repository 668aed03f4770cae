import { Chalk } from 'chalk';
import { renderDiagnosis, renderDiagnosisJson } from '../../report/operations/diagnosis.js';
import type { Terminal } from '../../runtime/terminal.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { json } from '../format.js';
import type { Surroundings } from './check.js';
import { surroundingsOf, surroundingsWithout } from './surroundings.js';

/** Tries the whole set-up, and changes nothing. */
export const command = defineCommand({
  options: { json },
  examples: ['crypto-bot doctor', 'crypto-bot doctor --json'],
  exitCodes: {
    0: 'no check has failed',
    2: 'wrong usage of this command',
    5: null,
    [NEEDS_A_PERSON]: 'a check has failed',
  },
  hasNoLog: true,
  run: (context, { json }) => diagnose(surroundingsOf(context), { ...context, json, mask: context.redact }),
  runWithoutSettings: ({ message }, { terminal, color }, { json }) =>
    diagnose(surroundingsWithout(message), { terminal, color, json, mask: (text) => text }),
});

interface Output {
  readonly terminal: Terminal;
  readonly color: boolean;
  readonly json: boolean;
  readonly mask: (text: string) => string;
}

async function diagnose(surroundings: Surroundings, { terminal, color, json, mask }: Output): Promise<number> {
  const [{ checks }, { runChecks }] = await Promise.all([import('./checks.js'), import('./run-checks.js')]);
  const found = await runChecks(checks, surroundings);
  const told = found.map(({ message, doThis, ...rest }) => ({
    ...rest,
    message: mask(message),
    doThis: doThis === null ? null : mask(doThis),
  }));
  const style = { color: new Chalk({ level: color ? 1 : 0 }), width: terminal.columns };
  await terminal.print(json ? renderDiagnosisJson(told) : renderDiagnosis(told, style));
  return told.every(({ ok }) => ok !== false) ? 0 : NEEDS_A_PERSON;
}
