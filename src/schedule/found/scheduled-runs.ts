import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { usageError } from '../../errors.js';
import { runAsCron } from '../crontab-file.js';
import { asText, complaintOf, runProgram } from '../programs.js';
import { TIMER, unitPaths } from '../systemd.js';
import { readCrontabJobs } from './crontab-jobs.js';
import { type Invocation, readInvocation } from './invocation.js';
import { commandOfService } from './unit-job.js';

/** A run of this program that something on this machine starts over and over. */
export interface ScheduledRun extends Invocation {
  /** What starts it, for messages: "line 3 of the crontab". */
  readonly by: string;
  /** Of cron; null where the times are of another kind. */
  readonly times: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is started now; a timer may be stopped. */
  readonly isActive: boolean;
}

/** What can start runs on this machine, and those of this user that it does start; null for what is not there. */
export interface ScheduledRuns {
  readonly crontab: readonly ScheduledRun[] | null;
  readonly timers: readonly ScheduledRun[] | null;
}

/** Changes nothing. Throws a usage CryptoBotError where the crontab may not be read. */
export async function findScheduledRuns(): Promise<ScheduledRuns> {
  const [crontab, timers] = await Promise.all([findInCrontab(), findTimer()]);
  return { crontab, timers };
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
    return invocation ? [{ ...invocation, by: `line ${line} of the crontab`, times, environment, isActive: true }] : [];
  });
}

/** That of `schedule install --for systemd`. */
async function findTimer(): Promise<ScheduledRun[] | null> {
  const systemd = await runProgram('systemctl', ['--user', 'show-environment']);
  if (systemd?.code !== 0) return null;
  const command = commandOfService(textOf(unitPaths.service));
  const invocation = command === null ? null : readInvocation(command);
  if (!invocation) return [];
  const state = await runProgram('systemctl', ['--user', 'is-active', TIMER]);
  return [{ ...invocation, by: `the timer ${TIMER}`, times: null, environment: {}, isActive: state?.code === 0 }];
}

function textOf(place: string): string {
  try {
    return readFileSync(place.replace(/^~/, homedir()), 'utf8');
  } catch {
    return '';
  }
}

/** What a scheduled run finds: the ledger as `config show` shows it, or why the program cannot be started. */
export type Found = { readonly ledger: string } | { readonly problem: string };

/** Asks a scheduled run's program, in the surroundings that its scheduler gives it, which ledger it has. */
export async function askForLedger(
  { start, place, environment }: Omit<ScheduledRun, 'by' | 'start'> & { readonly start: string },
  timeoutMs: number,
): Promise<Found> {
  const asked = await runAsCron(`${start} config show --json ${place}`, timeoutMs, environment);
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
