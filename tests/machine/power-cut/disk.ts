/** A disk, as it may be when the power is cut. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Dice } from '../../worlds/random.js';
import type { Step } from './steps.js';

type Change = Extract<Step, { readonly kind: 'write' | 'cut to size' }>;

/** Its bytes as they were last synced, and what was done to them since. */
interface File {
  synced: Buffer;
  since: Change[];
}

/** The files in it as they were when it was last synced, and what was done to its names since: a name, and its file or none. */
interface Folder {
  synced: Map<string, File | Folder>;
  since: [name: string, is: File | Folder | null][];
}

/**
 * What is on it after a cut: all that was done, or only what was synced; the names that were given, but no bytes since the
 * last sync, or the other way round; or by chance as many of a folder's changes as may be, and any of the sectors of 512
 * bytes that were written.
 */
export const remains = ['all', 'what was synced', 'names', 'bytes', 'some', 'some others'] as const;
export type Remains = (typeof remains)[number];

const SECTOR = 512;

/** The contents of files by their paths. */
export type Contents = ReadonlyMap<string, Buffer>;

export class Disk {
  readonly #root: Folder = { synced: new Map(), since: [] };
  readonly #at: string;

  /** Begins with what is in a folder, all of it synced. */
  constructor(at: string) {
    this.#at = at;
    for (const entry of readdirSync(at, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const made: File | Folder = entry.isDirectory()
        ? { synced: new Map(), since: [] }
        : { synced: readFileSync(file), since: [] };
      this.#folder(path.dirname(file)).synced.set(entry.name, made);
    }
  }

  do(step: Step): void {
    if (!('file' in step)) return;
    const { file } = step;
    const folder = () => this.#folder(path.dirname(file));
    const name = path.basename(file);
    switch (step.kind) {
      case 'write':
      case 'cut to size':
        this.#file(file).since.push(step);
        break;
      case 'make':
        if (!namesOf(folder()).has(name))
          folder().since.push([name, step.isFolder ? { synced: new Map(), since: [] } : emptyFile()]);
        break;
      case 'rename': {
        const moved = this.#found(file);
        folder().since.push([name, null]);
        this.#folder(path.dirname(step.to)).since.push([path.basename(step.to), moved]);
        break;
      }
      case 'remove':
        folder().since.push([name, null]);
        break;
      case 'sync': {
        const found = this.#found(file);
        if (isFolder(found)) found.synced = namesOf(found);
        else found.synced = applied(found.synced, found.since);
        found.since = [];
      }
    }
  }

  afterCut(what: Remains, dice: Dice): Contents {
    const contents = new Map<string, Buffer>();
    const walk = (folder: Folder, at: string) => {
      for (const [name, found] of remainingNames(folder, what, dice)) {
        const file = path.join(at, name);
        if (isFolder(found)) walk(found, file);
        else contents.set(file, remainingBytes(found, what, dice));
      }
    };
    walk(this.#root, this.#at);
    return contents;
  }

  #found(file: string): File | Folder {
    const names = path.relative(this.#at, file).split(path.sep).filter(Boolean);
    return names.reduce((folder: File | Folder, name) => {
      const found = isFolder(folder) && namesOf(folder).get(name);
      if (!found) throw new Error(`${file} is not there`);
      return found;
    }, this.#root);
  }

  #folder(file: string): Folder {
    const found = this.#found(file);
    if (!isFolder(found)) throw new Error(`${file} is no folder`);
    return found;
  }

  #file(file: string): File {
    const found = this.#found(file);
    if (isFolder(found)) throw new Error(`${file} is a folder`);
    return found;
  }
}

/** Makes a folder have these files, and no others. */
export function lay(contents: Contents, folder: string): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
  for (const [file, bytes] of contents) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes, { mode: 0o600 });
  }
}

function emptyFile(): File {
  return { synced: Buffer.alloc(0), since: [] };
}

function isFolder(found: File | Folder): found is Folder {
  return found.synced instanceof Map;
}

function namesOf({ synced, since }: Folder, most = since.length): Map<string, File | Folder> {
  const names = new Map(synced);
  for (const [name, is] of since.slice(0, most)) {
    if (is) names.set(name, is);
    else names.delete(name);
  }
  return names;
}

function remainingNames(folder: Folder, what: Remains, dice: Dice): Map<string, File | Folder> {
  if (what === 'all' || what === 'names') return namesOf(folder);
  if (what === 'what was synced' || what === 'bytes') return namesOf(folder, 0);
  return namesOf(folder, dice.below(folder.since.length + 1));
}

function remainingBytes({ synced, since }: File, what: Remains, dice: Dice): Buffer {
  if (what === 'all' || what === 'bytes') return applied(synced, since);
  if (what === 'what was synced' || what === 'names') return synced;
  return applied(
    synced,
    since.flatMap((change) => sectorsOf(change)).filter(() => dice.below(2) === 1),
  );
}

/** What is written may be on the disk in part: whole sectors of it. */
function sectorsOf(change: Change): Change[] {
  if (change.kind !== 'write') return [change];
  const { at, bytes } = change;
  const parts: Change[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
    parts.push({ ...change, at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return parts;
}

function applied(before: Buffer, changes: readonly Change[]): Buffer {
  return changes.reduce((bytes, change) => {
    const size = change.kind === 'write' ? Math.max(bytes.length, change.at + change.bytes.length) : change.size;
    const after = Buffer.alloc(size);
    bytes.copy(after, 0, 0, Math.min(size, bytes.length));
    if (change.kind === 'write') change.bytes.copy(after, change.at);
    return after;
  }, before);
}
