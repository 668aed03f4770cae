import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Check, fine, notChecked, wrong } from '../check.js';
import { isWritable } from './places.js';

/** Whether each run can replace the file of figures. */
export const metrics: Check = {
  name: 'metrics',
  look: (surroundings) => {
    const { metricsFile: file } = surroundings.context().config;
    if (file === undefined) return notChecked('metrics.file is not set');
    const folder = path.dirname(file);
    if (!existsSync(folder)) return wrong(`metrics.file is in ${folder}, which is not there`, `mkdir -p ${folder}`);
    if (!isWritable(folder))
      return wrong(`metrics.file is in ${folder}, which cannot be written`, `see its rights: ls -ld ${folder}`);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      return wrong(`metrics.file is ${file}, which is a folder`, 'name a file in it');
    return fine(file);
  },
};
