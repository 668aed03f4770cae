import type { SlotUnit } from '../core/calendar.js';

/** A run that a scheduler is to start again and again, and all that the scheduler must tell it. */
export interface Job {
  /** The program's absolute path. */
  readonly program: string;
  /** The folders, in order, in which the program's `node` and the system's own commands are. */
  readonly path: readonly string[];
  /** The first run of each such slot makes its tick. */
  readonly oncePer: SlotUnit;
  /** The minute of each hour, 0 to 59; not used where it runs every minute. */
  readonly minute: number;
  /** What the shell has set and a scheduler has not, by name; no secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /** The same for those that name a place of this machine, and mean nothing on another. */
  readonly places: Readonly<Record<string, string>>;
  /** The names of the secrets that the shell has set. */
  readonly secrets: readonly string[];
  readonly version: string;
}

/** A file that tells a scheduler of a job. */
export interface ScheduleFile {
  /** Where it belongs; "~" is the user's home folder. */
  readonly path: string;
  readonly text: string;
}

/** All that a scheduler on this machine is to set for the program. */
export function environmentOf({ path, places, variables }: Job): readonly (readonly [name: string, value: string])[] {
  return Object.entries({ PATH: path.join(':'), ...places, ...variables });
}

/** The names of the secrets that another machine needs. The ledger is one of them: there it is on a server. */
export function secretsOf({ secrets, variables }: Job): readonly string[] {
  return [...new Set(['DATABASE_URL', ...secrets])].filter((name) => !(name in variables));
}

/** What the program is started with. */
export function wordsOf({ oncePer }: Pick<Job, 'oncePer'>): readonly string[] {
  return ['run', '--once-per', oncePer, '--quiet'];
}

/**
 * When to run, in words. It is hourly for days, weeks and months, too: the first run of a slot makes its tick, so a machine
 * that was off in one hour makes the tick in the next.
 */
export function describeTimes({ oncePer, minute }: Pick<Job, 'oncePer' | 'minute'>): string {
  if (oncePer === 'minute') return 'One tick per minute.';
  if (oncePer === 'hour') return `One tick per hour, at minute ${minute}.`;
  return `At most one tick per ${oncePer}: the first run in it, at minute ${minute} of any hour, makes it.`;
}
