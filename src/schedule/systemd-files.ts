import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { usageError } from '../errors.js';
import { makeFolder } from '../runtime/folder.js';
import { readText } from '../runtime/read-text.js';
import type { ScheduleFile } from './job.js';
import { complaintOf, runProgram } from './programs.js';
import { MADE_BY, TIMER, unitPaths } from './systemd.js';

/**
 * The units of this user's own systemd, and its timer. Each throws a usage CryptoBotError where this user has none, where
 * systemctl refuses, or where a file of such a name is not ours.
 */

/** Writes the units, and starts the timer. False when they are as they were. */
export async function installSystemd(files: readonly ScheduleFile[]): Promise<boolean> {
  await systemctl('show-environment'); // nothing is written where there is no systemd to read it
  refuseStrangers();
  const changed = files.filter(({ path: place, text }) => contentOf(place) !== text);
  for (const { path: place, text } of changed) {
    makeFolder(path.dirname(absolute(place)));
    writeFileSync(absolute(place), text, { mode: 0o600 });
  }
  await systemctl('daemon-reload');
  await systemctl('enable', '--now', TIMER);
  return changed.length > 0;
}

/** Stops the timer, and takes the units away. False when there are none. */
export async function removeSystemd(): Promise<boolean> {
  refuseStrangers();
  const there = Object.values(unitPaths).filter((place) => existsSync(absolute(place)));
  if (there.length === 0) return false;
  await systemctl('disable', '--now', TIMER);
  for (const place of there) rmSync(absolute(place));
  await systemctl('daemon-reload');
  return true;
}

function refuseStrangers(): void {
  const strangers = Object.values(unitPaths).filter((place) => !(contentOf(place) ?? MADE_BY).startsWith(MADE_BY));
  if (strangers.length === 0) return;
  throw usageError(
    `${strangers.join(' and ')} was not made by crypto-bot schedule: move it away, then repeat this; nothing was changed`,
  );
}

/** Null where there is no such file. */
function contentOf(place: string): string | null {
  return existsSync(absolute(place)) ? readText(absolute(place)) : null;
}

function absolute(place: string): string {
  return place.replace(/^~/, homedir());
}

async function systemctl(...words: readonly string[]): Promise<void> {
  const done = await runProgram('systemctl', ['--user', ...words]);
  if (done?.code === 0) return;
  const why = done ? `systemctl --user ${words[0]} says: ${complaintOf(done)}` : 'this machine has no systemctl';
  throw usageError(
    `${why}: use crypto-bot schedule install --for crontab, or log in where the user has a systemd of its own`,
  );
}
