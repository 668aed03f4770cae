import { expect } from 'vitest';
import type { Outcome } from '../../../src/commands/doctor/check.js';
import { checks } from '../../../src/commands/doctor/checks.js';
import { runChecks } from '../../../src/commands/doctor/run-checks.js';
import { surroundingsOf } from '../../../src/commands/doctor/surroundings.js';
import { temporaryFolder } from '../../support/program.js';
import { inContext } from '../context.js';

/** A home of its own, with the sample market: enough for most checks, and none of them asks outside. */
export function aHome(): Readonly<Record<string, string>> {
  return { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_MARKET: 'sample' };
}

/** A busy machine is no trouble that a check is to find. */
const PATIENCE_MS = 30_000;

/** What one check finds in an environment, on a machine with these settings of the system. */
export function examined(name: string, env: Readonly<Record<string, string>>, etc = '/nowhere'): Promise<Outcome> {
  return inContext(env, async (context) => {
    const own = checks.filter((check) => check.name === name);
    const [found] = await runChecks(own, surroundingsOf(context, PATIENCE_MS, etc), PATIENCE_MS);
    if (!found) throw new Error(`there is no check ${name}`);
    const { ok, message, doThis } = found;
    return { ok, message, doThis };
  });
}

/** An outcome that names a trouble, and says what to do. */
export function failure(message: RegExp, doThis: RegExp | string = /./): unknown {
  return { ok: false, message: expect.stringMatching(message), doThis: expect.stringMatching(doThis) };
}
