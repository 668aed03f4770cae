import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The environment in which a process has a clock that is ahead of the machine's. */
export function clockAhead(ms: number): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import ${pathToFileURL(path.resolve('tests/support/clock-ahead.mjs')).href}`,
    CLOCK_AHEAD_MS: `${ms}`,
  };
}
