import { explained } from './explained.js';
import type { Kind } from './kind.js';
import { visible } from './text.js';

/** The path of a file or folder: absolute, relative to a folder that the reader knows, or in the home folder, by ~/. */
export const filePath: Kind<string> = explained({
  expected: 'the path of a file',
  example: '/home/me/crypto-bot.db',
  read: (text, refuse) => {
    if (text === '') return refuse('it is empty: name a file');
    if (visible(text) !== text) return refuse('a path has no control characters: name another file');
    if (text.includes('://')) return refuse('it is a URL: name a file by its path');
    if (text.includes('$')) return refuse('"$" is not replaced here: write the path itself, or begin it with ~/');
    if (/^~(?!\/)/.test(text))
      return refuse('only ~/ stands for a home folder, your own: write the path itself, or ./~');
    return text;
  },
  print: (path) => path,
});

/** A path with the home folder in the place of its ~. */
export function expandHome(path: string, home: string): string {
  return path.startsWith('~/') ? `${home.replace(/\/+$/, '')}${path.slice(1)}` : path;
}
