import path from 'node:path';
import { configFilePath, readShellVariables } from '../../config.js';
import { configError, usageError } from '../../errors.js';
import { thisUser } from '../../runtime/system-user.js';
import { version } from '../../runtime/version.js';
import { escapePercent, MAX_COMMAND, shellCommand } from '../../schedule/crontab.js';
import { installCrontab, removeCrontab, runAsCron } from '../../schedule/crontab-file.js';
import type { Job } from '../../schedule/job.js';
import { asText, complaintOf } from '../../schedule/programs.js';
import { installSystemd, removeSystemd } from '../../schedule/systemd-files.js';
import type { TargetName } from '../../schedule/target-names.js';
import { filesFor, isLocal, renderSchedule } from '../../schedule/targets.js';
import type { Context } from '../context.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { printRecorded } from '../print-recorded.js';

/** Beyond its own deadline a run is given this long to end. */
const GRACE_MS = 10_000;

/** Each returns the exit code, and throws a usage CryptoBotError where it cannot be done. */

export async function show(context: Context, target: TargetName, minute: number): Promise<number> {
  await context.terminal.print(renderSchedule(target, await jobOf(context, target, minute)));
  const wrong = problemsOf(context);
  if (wrong.length > 0)
    context.terminal.complain(['a run would end with 2, since settings are wrong:', ...wrong].join('\n  '));
  return 0;
}

export async function install(context: Context, target: TargetName, minute: number): Promise<number> {
  const { config, terminal, log } = context;
  const wrong = problemsOf(context);
  if (wrong.length > 0)
    throw configError(['no run would work with these settings; nothing was installed:', ...wrong].join('\n  '));
  const job = await jobOf(context, target, minute);
  const files = filesFor(target, job);
  const lines = renderSchedule(target, job);
  const isNew = target === 'systemd' ? await installSystemd(files) : await installCrontab(lines);
  log.info(`schedule: ${isNew ? 'installed' : 'found as it is to be'}: ${lines}`);
  const printed = await printRecorded(
    context,
    `${lines}\n${isNew ? 'Installed' : 'It was installed already'}. Its command is tried as ${target} will run it, with --dry-run:\n`,
  );

  const tried = await runAsCron(`${shellCommand(job)} --dry-run`, config.deadlineMs + GRACE_MS);
  const shown = tried.stdout === '' ? 'It printed nothing, as it does when nothing is bought.\n' : asText(tried.stdout);
  const works = target === 'systemd' ? `It works. ${LINGERING}\n` : 'It works.\n';
  const code = printed || (await printRecorded(context, tried.code === 0 ? shown + works : shown));
  if (tried.code === 0) return code;
  terminal.complain(`what is installed ended with ${tried.code ?? 'no exit code'}: ${complaintOf(tried)}`);
  return NEEDS_A_PERSON;
}

/** What is wrong with the settings of a run. */
function problemsOf({ config }: Context): string[] {
  return [...Object.values(config.wrong), ...config.otherProblems];
}

const LINGERING = 'A timer of a user stops when the user logs out, unless this was said once: loginctl enable-linger';

export async function remove(context: Context, target: TargetName): Promise<number> {
  const wasThere = target === 'systemd' ? await removeSystemd() : await removeCrontab();
  if (wasThere) context.log.info(`schedule: removed from ${target}`);
  const report = wasThere ? `Removed from ${target}.\n` : `There was nothing of crypto-bot in ${target}.\n`;
  return printRecorded(context, report);
}

/** A run like one of this shell, for a scheduler that knows nothing of it. Throws a usage error where there can be none. */
async function jobOf({ config }: Context, target: TargetName, minute: number): Promise<Job> {
  const told = await readShellVariables(config, thisUser().home);
  const job = {
    program: process.argv[1] ?? '',
    path: [...new Set([path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'])],
    oncePer: config.oncePer ?? 'hour',
    minute,
    version,
    ...told,
  } as const;
  if (isLocal(target) && job.secrets.length > 0) {
    const file = config.configFile ?? (await configFilePath({}));
    const it = job.secrets.length === 1 ? 'it' : 'them';
    throw usageError(
      `${job.secrets.join(' and ')} would be written for all to read: put ${it} into the config file ${file} (mode 0600), unset ${it}, then repeat this`,
    );
  }
  const control = Object.entries({ ...job.variables, ...job.places }).find(([, value]) => /\p{Cc}/u.test(value));
  if (control)
    throw usageError(`${control[0]} has a line break or another control character, which no scheduler takes`);
  if (target === 'crontab' && escapePercent(shellCommand(job)).length > MAX_COMMAND)
    throw usageError(
      `the line would be longer than the ${MAX_COMMAND} characters that cron takes: put settings into the config file, and unset them`,
    );
  return job;
}
