import type { SystemUser } from '../../runtime/system-user.js';
import type { Invocation } from './invocation.js';

/** A run of this program that something on this machine starts over and over. */
export interface ScheduledRun extends Invocation {
  /** What starts it, for messages: "line 3 of the crontab". */
  readonly by: string;
  /** Of cron; null where the times are of another kind. */
  readonly times: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is started now; a timer may be stopped. */
  readonly isActive: boolean;
  /** As whom it is run: null for ourselves, and the name alone of a user that this machine does not know. */
  readonly user: SystemUser | string | null;
}
