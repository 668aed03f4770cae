import type { SystemUser } from '../../runtime/system-user.js';
import type { Invocation } from './invocation.js';

/** A run of this program that something on this machine starts regularly. */
export interface ScheduledRun extends Invocation {
  /** What starts it, for messages: "line 3 of the crontab". */
  readonly by: string;
  /** The times as cron has them; null for another scheduler. */
  readonly times: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is started now; a timer may be stopped. */
  readonly isActive: boolean;
  /** Who runs it: null for this user, and only a name for a user that this machine does not know. */
  readonly user: SystemUser | string | null;
}
