import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it, for its owner only; they are there after a power cut, too. Throws the file system's
 * error.
 *
 * Step by step, since Node's own recursive way never ends where nothing can be made, such as in /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error; // or another process has made it meanwhile
  }
  syncFolder(path.dirname(folder));
}

/**
 * Waits until the names in a folder are on the disk. Some file systems cannot do that with a folder, and some folders may
 * not be read: then it is left to the system. Throws the file system's error when the disk fails.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    syncFile(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EIO') throw error;
  }
}

/** Waits until a file's content is on the disk. Throws the file system's error. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
