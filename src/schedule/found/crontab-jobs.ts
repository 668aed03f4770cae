/** A line of a crontab that is run, and what the lines before it set for it. */
export interface CrontabJob {
  /** From 1 on. */
  readonly line: number;
  /** Five fields, or a name such as @hourly. */
  readonly times: string;
  /** As sh gets it. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SETTING = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s=]+))\s*=\s*(?:"([^"]*)"|'([^']*)'|(.*?))\s*$/;
const JOB = /^\s*(@\w+|(?:[\w*/,~-]+\s+){4}[\w*/,~-]+)\s+(.*)$/;

/** A line of a crontab of the system, which says as whom it is run. */
export interface SystemJob extends CrontabJob {
  readonly user: string;
}

/** The jobs of a file such as /etc/crontab: between the times and the command there is the name of a user. */
export function readSystemJobs(text: string): SystemJob[] {
  return readCrontabJobs(text).flatMap((job) => {
    const [, user, command] = /^(\S+)\s+(.*)$/.exec(job.command) ?? [];
    return user !== undefined && command !== undefined ? [{ ...job, user, command }] : [];
  });
}

/** The jobs of a user's crontab, as crontab(5) has them. */
export function readCrontabJobs(text: string): CrontabJob[] {
  const environment: Record<string, string> = {};
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*(#|$)/.test(content)) return [];
    const [, times, command] = JOB.exec(content) ?? [];
    if (times !== undefined && command !== undefined)
      return [{ line: index + 1, times, command: upToPercent(command), environment: { ...environment } }];
    const [, ...parts] = SETTING.exec(content) ?? [];
    const [name, value] = [parts[0] ?? parts[1] ?? parts[2], parts[3] ?? parts[4] ?? parts[5]];
    if (name !== undefined && value !== undefined) environment[name] = value;
    return [];
  });
}

/** What stands behind a percent sign is the command's input. */
function upToPercent(command: string): string {
  return command.replace(/(?<!\\)%.*$/, '').replaceAll('\\%', '%');
}
