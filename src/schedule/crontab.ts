import { quoteForShell } from '../core/values/quoted.js';
import { describeTimes, environmentOf, type Job, type ScheduleFile, wordsOf } from './job.js';

export const BEGIN = '# crypto-bot: begin';
export const END = '# crypto-bot: end';

/** Debian's cron refuses a longer command. */
export const MAX_COMMAND = 998;

/** The lines that a crontab has for a job, the last one with its newline. */
export function renderCrontab(job: Job): readonly ScheduleFile[] {
  const lines = [
    BEGIN,
    `# ${describeTimes(job)} "crypto-bot schedule remove" takes these lines out.`,
    `${timesOf(job)} ${escapePercent(shellCommand(job))}`,
    END,
    '',
  ];
  return [{ path: 'crontab -e', text: lines.join('\n') }];
}

/** The five fields of a crontab's line. */
export function timesOf({ oncePer, minute }: Job): string {
  return oncePer === 'minute' ? '* * * * *' : `${minute} * * * *`;
}

/** The job in one line for sh. Variables are set in it: a line of their own would hold for the user's other jobs, too. */
export function shellCommand(job: Job): string {
  const set = environmentOf(job).map(([name, value]) => `${name}=${quoteForShell(value)}`);
  return [...set, quoteForShell(job.program), ...wordsOf(job)].join(' ');
}

/** A percent sign would end the command: cron takes it for a newline. */
export function escapePercent(command: string): string {
  return command.replaceAll('%', '\\%');
}
