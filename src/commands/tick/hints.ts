import { DAY_MS, slotOf } from '../../core/calendar.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { TickResult } from '../../tick.js';
import type { Context } from '../context.js';

interface Flags {
  readonly dryRun: boolean;
  readonly quiet: boolean;
}

type Told = Pick<Context, 'config' | 'terminal' | 'log'>;

/** Says on stderr what a person may not mean, before the tick is made: another time than now, or a second tick in an hour. */
export async function hintBefore(ledger: Ledger, { config, terminal, log }: Told, flags: Flags): Promise<void> {
  if (flags.dryRun || flags.quiet) return;
  const { isReplay, now, oncePer } = config;
  if (isReplay) {
    const told = `CRYPTO_BOT_NOW is set: this run takes place at ${now.toISOString()}, in the ledger ${ledger.place}`;
    log.info(told);
    terminal.complain(told);
  }
  if (oncePer !== undefined || !terminal.interactive) return;
  const hour = slotOf(now, 'hour');
  const { since } = await ledger.loadTickTimes(new Date(`${hour}:00:00Z`));
  const inHour = since.filter((startedAt) => slotOf(startedAt, 'hour') === hour);
  if (inHour.length > 0)
    terminal.complain(
      `this hour has ${inHour.length === 1 ? 'a tick' : `${inHour.length} ticks`} already, and this run makes one more: --once-per hour would not`,
    );
}

/** Warns, also with --quiet, of a CRYPTO_BOT_NOW that was left set: no further tick is made at that time. */
export function hintAfter({ status }: Pick<TickResult, 'status'>, { config, log }: Told, clock: Date): void {
  const days = Math.floor(Math.abs(clock.getTime() - config.now.getTime()) / DAY_MS);
  if (!config.isReplay || status !== 'already-recorded' || days < 1) return;
  log.warn(
    `CRYPTO_BOT_NOW is set, ${days} ${days === 1 ? 'day' : 'days'} from the clock, and the slot of that time is recorded: no tick is made until it is unset`,
  );
}
