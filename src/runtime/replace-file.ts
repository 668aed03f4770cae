import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file in one step: who reads it at any time, or after this process was killed, sees all of the old or all of
 * the new text. Everyone may read it, where nothing else is said. Throws the file system's error.
 *
 * What is written first is beside it, since a file can be renamed only within its file system.
 */
export function replaceFile(file: string, text: string, mode = 0o644): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { mode });
    chmodSync(draft, mode); // whatever the umask is, and whoever made a draft of this name before
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
