import type { Kind } from './kind.js';
import { visible } from './text.js';

/** The path of a file, absolute or relative to a folder that the reader knows. */
export const filePath: Kind<string> = {
  expected: 'the path of a file',
  example: '/home/me/crypto-bot.db',
  parse: (text) => (text !== '' && visible(text) === text ? text : undefined),
  print: (path) => path,
};
