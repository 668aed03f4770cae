import { setTimeout as sleep } from 'node:timers/promises';
import { CryptoBotError } from '../../errors.js';
import { type Check, notChecked, type Outcome, SettingsUnread, type Surroundings, wrong } from './check.js';

/** Of each check. They are made side by side. */
const LIMIT_MS = 5000;

export type Finding = Outcome & Pick<Check, 'name'>;

/** Makes the checks side by side, and gives what they found in their order. */
export function runChecks(
  checks: readonly Check[],
  surroundings: Surroundings,
  limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
  return Promise.all(
    checks.map(async (check) => ({ name: check.name, ...(await inTime(check, surroundings, limitMs)) })),
  );
}

async function inTime(check: Check, surroundings: Surroundings, limitMs: number): Promise<Outcome> {
  const done = new AbortController();
  const late = sleep(limitMs, null, { signal: done.signal })
    .then(() => wrong(`it had not ended after ${limitMs / 1000} s`, 'try again; if it stays, see what it waits for'))
    .catch(() => notChecked('it has ended'));
  try {
    return await Promise.race([look(check, surroundings), late]);
  } finally {
    done.abort();
  }
}

async function look({ look: begin }: Check, surroundings: Surroundings): Promise<Outcome> {
  try {
    return await begin(surroundings);
  } catch (error) {
    if (error instanceof SettingsUnread) return notChecked('the settings cannot be read');
    if (!(error instanceof CryptoBotError)) throw error;
    return outcomeOf(error);
  }
}

/** What an error says went wrong, and what it says to do, which stands behind its last colon. */
function outcomeOf({ message }: CryptoBotError): Outcome {
  const text = message.replaceAll(/\s+/g, ' ');
  const at = text.lastIndexOf(': ');
  return at < 0 ? wrong(text, 'see the log') : wrong(text.slice(0, at), text.slice(at + 2));
}
