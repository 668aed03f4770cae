import { fstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The absolute path of a file without links, also of one that is not there yet. Two paths of one file are equal. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const target = linkTarget(file);
    if (target !== null) return realPath(target);
    const [folder, name] = [path.dirname(path.resolve(file)), path.basename(file)];
    return name === '' ? folder : path.join(realPath(folder), name);
  }
}

/** Where a link leads that ends nowhere; null for what is no link, or leads to itself. */
function linkTarget(file: string): string | null {
  try {
    statSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null;
  }
  try {
    return path.resolve(path.dirname(file), readlinkSync(file));
  } catch {
    return null;
  }
}

/** Whether standard output or standard error goes to a file, whatever its path is there. */
export function isOutputStream(file: string): boolean {
  return [1, 2].some((stream) => {
    try {
      const [found, own] = [fstatSync(stream), statSync(file)];
      return found.dev === own.dev && found.ino === own.ino;
    } catch {
      return false; // the stream is closed, or there is no such file
    }
  });
}
