import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { absolutePath } from '../config.js';
import { usageError } from '../errors.js';
import { isOutputStream, realPath } from '../runtime/real-path.js';
import { replaceFile } from '../runtime/replace-file.js';

/** A file that is to be written when the work is done. */
export interface OutputFile {
  /** Absolute, and without links: who wrote through a link finds it there. */
  readonly path: string;
  /** Writes it in one step, in the place of an older one. Throws a usage CryptoBotError where that cannot be. */
  write(text: string): void;
}

/**
 * Makes sure that a file can be written there before the work begins. Throws a usage CryptoBotError, which names the option,
 * where it cannot.
 */
export function openOutputFile(option: string, said: string): OutputFile {
  const file = realPath(absolutePath(said));
  const folder = path.dirname(file);
  const refuse = (why: string) => usageError(`${option} ${file}: ${why}`);
  const statusOf = (it: string) => {
    try {
      return statSync(it, { throwIfNoEntry: false });
    } catch (error) {
      throw refuse(`it cannot be looked at (${messageOf(error)}): name another one`);
    }
  };
  const found = statusOf(absolutePath(said));
  if (!statusOf(folder)?.isDirectory())
    throw refuse(`there is no folder ${folder}: make it first, or name another one`);
  if (found?.isDirectory()) throw refuse('it is a folder: name a file in it');
  if (found && !found.isFile()) throw refuse('it is no ordinary file: name another one');
  if (isOutputStream(file)) throw refuse('the output of this command goes there already: name another file');
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
        throw refuse(`it cannot be written (${messageOf(error)})`);
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
