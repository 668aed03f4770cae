import { explained } from '../explained.js';
import { filePath } from '../file-path.js';
import { databaseUrl } from './database-url.js';

/** A file by its path, or by its file: URL as one names a ledger; the value is the path. */
export const namedFile = explained({
  expected: filePath.expected,
  example: filePath.example,
  read: (text, refuse) => {
    const url = databaseUrl.parse(text);
    const path = url?.provider === 'sqlite' ? url.path : text;
    return filePath.parse(path) ?? refuse(filePath.why?.(path));
  },
  print: filePath.print,
});
