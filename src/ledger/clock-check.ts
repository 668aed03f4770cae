import { DAY_MS } from '../core/calendar.js';
import { configError } from '../errors.js';
import type { Ledger } from './ledger.js';

/**
 * Throws a config CryptoBotError when the latest tick is more than a day later than now: one of the two times is wrong, and a
 * tick at a wrong time buys again what was bought, and counts against the caps of other days.
 */
export async function refuseEarlierClock(ledger: Pick<Ledger, 'loadTickTimes'>, now: Date): Promise<void> {
  const latest = (await ledger.loadTickTimes(now)).latest[0]?.startedAt;
  if (!latest || latest.getTime() - now.getTime() <= DAY_MS) return;
  throw configError(
    `the latest tick in the ledger is of ${latest.toISOString()}, and this computer's clock says ${now.toISOString()}: ` +
      'set the clock; or, if it is right and was wrong then, run once with --clock-is-right',
  );
}
