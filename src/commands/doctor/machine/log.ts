import { closeSync, constants, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Check, fine, wrong } from '../check.js';
import { isWritable, logFile, nearestFolder } from './places.js';

export const log: Check = {
  name: 'log',
  look: (surroundings) => {
    const file = logFile(surroundings.context().config);
    if (file === null) return fine('it goes to stderr');
    const advice = `see its rights (ls -l ${file}), or name another one with log.file`;
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) {
      const folder = nearestFolder(path.dirname(file));
      return isWritable(folder) ? fine(`${file}, not made yet`) : wrong(`${file} cannot be made in ${folder}`, advice);
    }
    if (!found.isFile() && !found.isCharacterDevice()) return wrong(`${file} is no regular file`, advice);
    return canAppend(file) ? fine(file) : wrong(`${file} cannot be written`, advice);
  },
};

function canAppend(file: string): boolean {
  try {
    closeSync(openSync(file, constants.O_WRONLY | constants.O_APPEND));
    return true;
  } catch {
    return false;
  }
}
