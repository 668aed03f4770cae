import { renderAwsLambda } from './aws-lambda.js';
import { renderCrontab } from './crontab.js';
import { renderDocker } from './docker.js';
import { renderGithubActions } from './github-actions.js';
import type { Job, ScheduleFile } from './job.js';
import { renderLaunchd } from './launchd.js';
import { renderSystemd } from './systemd.js';
import type { TargetName } from './target-names.js';

const renderers: Readonly<Record<TargetName, (job: Job) => readonly ScheduleFile[]>> = {
  crontab: renderCrontab,
  systemd: renderSystemd,
  launchd: renderLaunchd,
  'github-actions': renderGithubActions,
  'aws-lambda': renderAwsLambda,
  docker: renderDocker,
};

/** Whether it is a scheduler of this machine, which knows its folders and may not be told secrets. */
export function isLocal(target: TargetName): boolean {
  return target === 'crontab' || target === 'systemd' || target === 'launchd';
}

/** What tells a scheduler of a job: one file or several. */
export function filesFor(target: TargetName, job: Job): readonly ScheduleFile[] {
  return renderers[target](job);
}

/** The same as one text; where there are several files, each begins with its path. */
export function renderSchedule(target: TargetName, job: Job): string {
  const files = filesFor(target, job);
  if (files.length === 1) return files.map(({ text }) => text).join('');
  return files.map(({ path, text }) => `# file: ${path}\n${text}`).join('\n');
}
