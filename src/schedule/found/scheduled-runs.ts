import { homedir } from 'node:os';
import { usageError } from '../../errors.js';
import { readText } from '../../runtime/read-text.js';
import { runAsCron } from '../crontab-file.js';
import { asText, complaintOf, runProgram } from '../programs.js';
import { TIMER, unitPaths } from '../systemd.js';
import { readCrontabJobs } from './crontab-jobs.js';
import { readInvocation } from './invocation.js';
import type { ScheduledRun } from './scheduled-run.js';
import { findInSystemCrontabs } from './system-crontabs.js';
import { commandOfService } from './unit-job.js';

/** What can start runs on this machine, and those that it does start; null for what is not there. */
export interface ScheduledRuns {
  /** Those of this user's crontab. */
  readonly crontab: readonly ScheduledRun[] | null;
  /** Those of this user's timers. */
  readonly timers: readonly ScheduledRun[] | null;
  /** Those of the system's crontabs, in which each line names its user. */
  readonly system: readonly ScheduledRun[];
}

/**
 * Finds them; `folder` is where the system's own crontabs are: /etc. Changes nothing. Throws a usage CryptoBotError where the
 * crontab may not be read.
 */
export async function findScheduledRuns(folder: string): Promise<ScheduledRuns> {
  const [crontab, timers, system] = await Promise.all([findInCrontab(), findTimer(), findInSystemCrontabs(folder)]);
  return { crontab, timers, system };
}

async function findInCrontab(): Promise<ScheduledRun[] | null> {
  const listed = await runProgram('crontab', ['-l']);
  if (!listed) return null;
  if (listed.code !== 0 && listed.stdout === '' && /allowed|permission/i.test(listed.stderr))
    throw usageError(
      `crontab does not let this user read its crontab: ${complaintOf(listed)}: ask who runs this machine`,
    );
  return readCrontabJobs(asText(listed.stdout)).flatMap(({ line, times, command, environment }) => {
    const invocation = readInvocation(command);
    const by = `line ${line} of the crontab`;
    return invocation ? [{ ...invocation, by, times, environment, isActive: true, user: null }] : [];
  });
}

/** The timer of `schedule install --for systemd`. */
async function findTimer(): Promise<ScheduledRun[] | null> {
  const systemd = await runProgram('systemctl', ['--user', 'show-environment']);
  if (systemd?.code !== 0) return null;
  const command = commandOfService(textOf(unitPaths.service));
  const invocation = command === null ? null : readInvocation(command);
  if (!invocation) return [];
  const state = await runProgram('systemctl', ['--user', 'is-active', TIMER]);
  return [
    { ...invocation, by: `the timer ${TIMER}`, times: null, environment: {}, isActive: state?.code === 0, user: null },
  ];
}

/** Whether the system has an active timer of that name, such as that of deploy/systemd, which runs as another user. */
export async function hasSystemTimer(): Promise<boolean> {
  return (await runProgram('systemctl', ['is-active', TIMER]))?.code === 0;
}

function textOf(place: string): string {
  try {
    return readText(place.replace(/^~/, homedir()));
  } catch {
    return '';
  }
}

/** What a scheduled run finds: the ledger as `config show` shows it, or why the program cannot be started. */
export type Found = { readonly ledger: string } | { readonly problem: string };

/** Asks a scheduled run's program, in the surroundings that its scheduler gives it, which ledger it has. */
export async function askForLedger(
  {
    start,
    ledgerOptions,
    environment,
    user,
  }: Pick<ScheduledRun, 'ledgerOptions' | 'environment' | 'user'> & { readonly start: string },
  timeoutMs: number,
): Promise<Found> {
  if (typeof user === 'string') return { problem: `this machine knows no user ${user}` };
  const asked = await runAsCron(`${start} config show --json ${ledgerOptions}`, timeoutMs, environment, user);
  const ledger = asked.code === 0 ? ledgerIn(asked.stdout) : null;
  return ledger === null ? { problem: complaintOf(asked) } : { ledger };
}

function ledgerIn(stdout: string): string | null {
  try {
    const { settings } = JSON.parse(asText(stdout));
    return settings.find(({ key }: { key: unknown }) => key === 'database_url').value;
  } catch {
    return null;
  }
}
