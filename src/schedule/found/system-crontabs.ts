import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readText } from '../../runtime/read-text.js';
import { findUser, isOurself } from '../other-users.js';
import { readSystemJobs, type SystemJob } from './crontab-jobs.js';
import { readInvocation } from './invocation.js';
import type { ScheduledRun } from './scheduled-run.js';

/** Cron reads no file of another name, such as one with a dot in it. */
const FILE_NAME = /^[\w-]+$/;

/** The runs that the system's crontabs in `folder` start. Each line names its user. */
export async function findInSystemCrontabs(folder: string): Promise<ScheduledRun[]> {
  const files = ['crontab', ...namesIn(path.join(folder, 'cron.d')).map((name) => path.join('cron.d', name))];
  const found = files.map((name) => path.join(folder, name)).map((file) => runsIn(file, textOf(file)));
  return (await Promise.all(found)).flat();
}

async function runsIn(file: string, text: string): Promise<ScheduledRun[]> {
  const runs = readSystemJobs(text).map((job) => runOf(file, job));
  return (await Promise.all(runs)).filter((run) => run !== null);
}

async function runOf(file: string, { line, times, user: name, command, environment }: SystemJob) {
  const invocation = readInvocation(command);
  if (!invocation) return null;
  const user = await findUser(name);
  return {
    ...invocation,
    by: `line ${line} of ${file}, as ${name},`,
    times,
    environment,
    isActive: true,
    user: user && isOurself(user) ? null : (user ?? name),
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => FILE_NAME.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** Nothing for a file that does not exist or may not be read. */
function textOf(file: string): string {
  try {
    return readText(file);
  } catch {
    return '';
  }
}
