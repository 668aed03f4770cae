import { fileURLToPath, pathToFileURL } from 'node:url';
import { unusableUrl } from '../database-url.js';

/** The path in a file: URL; a relative one follows the working directory. Throws a config CryptoBotError when it has none. */
export function filePath(url: string): string {
  try {
    return fileURLToPath(new URL(url, pathToFileURL(`${process.cwd()}/`)));
  } catch {
    throw unusableUrl();
  }
}
