import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { absolutePath } from '../config.js';
import { usageError } from '../errors.js';
import { replaceFile } from '../runtime/replace-file.js';

/** A file that is to be written when the work is done. */
export interface OutputFile {
  /** Absolute. */
  readonly path: string;
  /** Writes it in one step, in the place of an older one. Throws a usage CryptoBotError where that cannot be. */
  write(text: string): void;
}

/**
 * Makes sure that a file can be written there before the work begins. Throws a usage CryptoBotError, which names the option,
 * where it cannot.
 */
export function openOutputFile(option: string, said: string): OutputFile {
  const file = absolutePath(said);
  const folder = path.dirname(file);
  const refuse = (why: string) => usageError(`${option} ${file}: ${why}`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw refuse(`there is no folder ${folder}: make it first, or name another one`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw refuse('it is a folder: name a file in it');
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw refuse(`the folder ${folder} cannot be written: check its permissions, or name another one`);
  }
  return {
    path: file,
    write(text) {
      try {
        replaceFile(file, text);
      } catch (error) {
        throw refuse(`it cannot be written (${error instanceof Error ? error.message : String(error)})`);
      }
    },
  };
}
