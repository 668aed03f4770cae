import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './folder.js';
import { replaceFile } from './replace-file.js';

/** What the latest run of this user saw of the ledger at a place. It holds no secret. */
export interface KnownLedger {
  /** As messages name it. */
  readonly place: string;
  /** The id of its first tick. */
  readonly firstTick: string;
  /** The number of its last tick. */
  readonly ticks: number;
  /** When it was seen, ISO 8601. */
  readonly at: string;
}

/** What is remembered of a place; null for nothing, or what cannot be read. */
export function recallLedger(folder: string, place: string): KnownLedger | null {
  try {
    const known: unknown = JSON.parse(readFileSync(fileOf(folder, place), 'utf8'));
    return isKnownLedger(known) && known.place === place ? known : null;
  } catch {
    return null;
  }
}

/** Remembers it in place of what was remembered of its place. Throws the file system's error. */
export function rememberLedger(folder: string, known: KnownLedger): void {
  const file = fileOf(folder, known.place);
  makeFolder(path.dirname(file));
  replaceFile(file, `${JSON.stringify(known)}\n`, 0o600);
}

/** For a place that has got another ledger, which is meant. Where it cannot be forgotten, the next run asks. */
export function forgetLedger(folder: string, place: string): void {
  try {
    rmSync(fileOf(folder, place), { force: true });
  } catch {}
}

/** A file for each, so that two runs on two ledgers do not lose each other's. */
function fileOf(folder: string, place: string): string {
  const name = createHash('sha256').update(place).digest('hex').slice(0, 16);
  return path.join(folder, 'ledgers', `${name}.json`);
}

function isKnownLedger(value: unknown): value is KnownLedger {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['place', 'firstTick', 'at'].map((name) => Reflect.get(value, name));
  return texts.every((it) => typeof it === 'string') && Number.isSafeInteger(Reflect.get(value, 'ticks'));
}
