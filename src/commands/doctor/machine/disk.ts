import { statfsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../../config.js';
import { type Check, fine, notChecked, type Outcome, wrong } from '../check.js';
import { ledgerFile, logFile, nearestFolder } from './places.js';

/** A year of hourly ticks takes less. */
const LEAST_BYTES = 100_000_000;

export const disk: Check = { name: 'disk', look: (surroundings) => checkDisk(surroundings.context().config) };

/** Whether there is room for the ledger and the log; `freeBytes` tells it of a folder. */
export function checkDisk(config: Pick<Config, 'databaseUrl' | 'logFile'>, freeBytes = bytesFree): Outcome {
  const files = [ledgerFile(config), logFile(config)].filter((file) => file !== null);
  if (files.length === 0) return notChecked('neither the ledger nor the log is on this machine');
  const places = [...new Set(files.map((file) => nearestFolder(path.dirname(file))))];
  const rooms = places.map((place) => ({ place, bytes: freeBytes(place) }));
  const full = rooms.filter(({ bytes }) => bytes < LEAST_BYTES);
  const tell = (some: typeof rooms) =>
    some.map(({ place, bytes }) => `${megabytes(bytes)} MB free for ${place}`).join(', ');
  return full.length > 0 ? wrong(`only ${tell(full)}`, 'free some space') : fine(tell(rooms));
}

function bytesFree(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000);
}
