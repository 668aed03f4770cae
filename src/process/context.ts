import { type Config, type Flags, readConfig } from '../config.js';
import { type Deadline, startDeadline } from './deadline.js';
import { type Log, openLog } from './log.js';
import type { Terminal } from './terminal.js';

/** What every command gets. */
export interface Context {
  readonly config: Config;
  readonly log: Log;
  readonly terminal: Terminal;
  readonly color: boolean;
  readonly deadline: Deadline;
  /** Replaces every secret of the configuration in a text. */
  readonly redact: (text: string) => string;
}

/** Reads the configuration and opens what every command needs. Throws a config error that lists every problem. */
export async function openContext(flags: Flags, terminal: Terminal): Promise<Context> {
  const config = await readConfig(flags);
  const redact = (text: string) => config.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  const log = openLog({
    file: config.logFile,
    maxBytes: config.logMaxBytes,
    verbose: flags.verbose === true,
    complain: terminal.complain,
    redact,
  });
  const color = terminal.colorful && flags.color !== false && config.color;
  return { config, log, terminal, color, deadline: startDeadline(config.deadlineMs), redact };
}
