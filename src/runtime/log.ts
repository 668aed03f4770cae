import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './folder.js';

/** Where events go: the log file, and stderr what the reader must see. */
export interface Log {
  /** For those who look for a fault: in the file, and on stderr with --verbose. */
  debug(event: string): void;
  /** In the file. */
  info(event: string): void;
  /** In the file and on stderr. */
  warn(event: string): void;
  /** In the file; the one who catches the error tells the reader. */
  error(event: string): void;
}

export interface LogSettings {
  /** Or - for stderr, which then gets everything. */
  readonly file: string;
  /** A file that has grown beyond this is renamed to `<file>.1`, that one to `<file>.2`, and so on. */
  readonly maxBytes: number;
  readonly verbose: boolean;
  readonly complain: (text: string) => void;
  /** Escapes what must not be in a line. */
  readonly clean: (line: string) => string;
}

const KEPT_FILES = 5;

/** A log of one plain line per event, with time and level. A log that cannot be written is one warning, never a lost tick. */
export function openLog(settings: LogSettings): Log {
  const { file, verbose, complain } = settings;
  if (file !== '-') return openLogFile(settings);
  const write = (level: string) => (event: string) => complain(`${level} ${event}`);
  return {
    debug: verbose ? write('DEBUG') : () => {},
    info: write('INFO'),
    warn: write('WARN'),
    error: write('ERROR'),
  };
}

/** A log of which nothing stays: for who looks whether one can be written. */
export function openNoLog({ verbose, complain }: Pick<LogSettings, 'verbose' | 'complain'>): Log {
  const drop = () => {};
  return { debug: verbose ? complain : drop, info: drop, warn: (event) => complain(`warning: ${event}`), error: drop };
}

function openLogFile({ file, maxBytes, verbose, complain, clean }: LogSettings): Log {
  let prepared = false;
  let broken = false;

  const write = (level: string, event: string) => {
    if (broken) return;
    try {
      if (!prepared) prepare(file, maxBytes);
      prepared = true;
      const time = new Date().toISOString();
      const lines = event.split('\n').map((line) => `${time} ${level.padEnd(5)} ${clean(line)}\n`);
      appendFileSync(file, lines.join(''), { mode: 0o600 });
    } catch (error) {
      broken = true;
      complain(
        `warning: the log ${file} cannot be written (${(error as NodeJS.ErrnoException).code}); going on without it`,
      );
    }
  };

  return {
    debug: (event) => {
      write('DEBUG', event);
      if (verbose) complain(event);
    },
    info: (event) => write('INFO', event),
    warn: (event) => {
      write('WARN', event);
      complain(`warning: ${event}`);
    },
    error: (event) => write('ERROR', event),
  };
}

/** To open a pipe would wait until somebody reads it. */
const NO_FILE = 'it is no regular file and no character device';

/** Makes the folder, and moves a log that is full out of the way. */
function prepare(file: string, maxBytes: number): void {
  makeFolder(path.dirname(file));
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || found.isCharacterDevice()) return;
  if (!found.isFile()) throw Object.assign(new Error(NO_FILE), { code: NO_FILE });
  if (found.size < maxBytes) return;
  const files = [file, ...Array.from({ length: KEPT_FILES }, (_, index) => `${file}.${index + 1}`)];
  for (let index = KEPT_FILES; index > 0; index--) {
    const [from, to] = [files[index - 1] as string, files[index] as string];
    if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
  }
}
