import { type SlotUnit, slotNumber, slotUnits } from '../../../core/calendar.js';
import type { ScheduledRun } from '../../../schedule/found/scheduled-run.js';
import { askForLedger, type Found, findScheduledRuns, hasSystemTimer } from '../../../schedule/found/scheduled-runs.js';
import { runsInEach, runsOften } from '../../../schedule/found/times.js';
import { canBecomeOthers } from '../../../schedule/other-users.js';
import { effectiveSettings } from '../../../settings/effective-settings.js';
import type { Context } from '../../context.js';
import { type Check, fine, notChecked, type Outcome, type Surroundings, wrong } from '../check.js';

const INSTALL = '"crypto-bot schedule install" writes a line that works';

/** Whether something on this machine starts runs, which work and have the ledger of this shell. */
export const schedule: Check = {
  name: 'schedule',
  look: async (surroundings) => {
    const context = surroundings.context();
    const { crontab, timers, system } = await findScheduledRuns(surroundings.etc);
    const runs = [...(crontab ?? []), ...(timers ?? []), ...system];
    if (runs.length === 0) return checkNone(crontab !== null || timers !== null, surroundings);
    const outcomes = await Promise.all(runs.map((run) => checkRun(run, context, surroundings.timeoutMs)));
    return outcomes.find(({ ok }) => ok) ?? outcomes.find(({ ok }) => ok === false) ?? (outcomes[0] as Outcome);
  },
};

/** Where nothing is found that starts a run, there may be something else that does. */
async function checkNone(hasScheduler: boolean, surroundings: Surroundings): Promise<Outcome> {
  if (await hasSystemTimer())
    return notChecked(
      'a timer of the system, crypto-bot.timer, starts it as a user of its own, so its ledger was not looked at',
    );
  if (!hasScheduler) return notChecked('this machine has no crontab program, and this user no timers');
  if (await haveLastSlotsTicks(surroundings))
    return notChecked('nothing of this user starts it here, but the last two slots have ticks: something else does');
  return wrong(
    'nothing starts it: neither the crontab of this user, nor one of the system, nor a timer',
    '"crypto-bot schedule install"',
  );
}

async function haveLastSlotsTicks(surroundings: Surroundings): Promise<boolean> {
  const { config, ports } = surroundings.context();
  if ((await surroundings.findLedger()).is === 'missing') return false;
  const ledger = await ports.openLedger('read', { isQuiet: true });
  try {
    const unit = config.oncePer ?? 'hour';
    const { latest } = await ledger.loadTickTimes(config.now);
    const made = new Set(latest.map(({ startedAt }) => slotNumber(startedAt, unit)));
    const current = slotNumber(config.now, unit);
    return made.has(current - 1) && (made.has(current) || made.has(current - 2));
  } finally {
    await ledger.close();
  }
}

async function checkRun(run: ScheduledRun, { config }: Context, timeoutMs: number): Promise<Outcome> {
  const { by, start, times, isActive } = run;
  if (!isActive) return wrong(`${by} is stopped`, 'start it: systemctl --user enable --now crypto-bot.timer');
  const wrongTimes = times === null ? null : checkTimes(run, times, config.oncePer ?? null);
  if (wrongTimes) return wrongTimes;
  if (start === null) return notChecked(`${by} does more than to start a run, so its ledger was not looked at`);
  const found = await askForLedger({ ...run, start }, timeoutMs);
  const isOther = run.user !== null && typeof run.user !== 'string';
  if ('problem' in found && isOther && !canBecomeOthers())
    return notChecked(`${by} starts it, and only that user can see with which ledger: ${found.problem}`);
  return checkLedger(run, found, shownLedger(config));
}

/** What is wrong with the times of a crontab's line; null when nothing is. */
function checkTimes({ by, oncePer }: ScheduledRun, times: string, ofSettings: SlotUnit | null): Outcome | null {
  const unit = slotUnits.find((it) => it === oncePer) ?? ofSettings;
  if (unit === null)
    return runsOften(times)
      ? wrong(`${by} runs several times an hour (${times}), and each run buys`, 'say --once-per hour in it')
      : null;
  if (runsInEach(unit, times)) return null;
  return wrong(`${by} runs at ${times}, so that not each ${unit} gets its tick`, INSTALL);
}

function checkLedger({ by, user }: ScheduledRun, found: Found, own: string): Outcome {
  if ('problem' in found)
    return wrong(
      `${by} does not work as its scheduler runs it: ${found.problem}`,
      user === null ? INSTALL : 'correct that line',
    );
  if (found.ledger === own) return fine(`${by} starts it, on the ledger of this shell`);
  return wrong(
    `${by} has another ledger than this shell: ${found.ledger} there, ${own} here`,
    'name one ledger for both, with database_url in the config file; or repeat "crypto-bot schedule install" in the shell that is right',
  );
}

/** As `config show` shows it. */
function shownLedger(config: Context['config']): string {
  return effectiveSettings(config).find(({ key }) => key === 'database_url')?.value ?? '';
}
