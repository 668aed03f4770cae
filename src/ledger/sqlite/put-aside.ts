import { linkSync, readdirSync, realpathSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { driverError } from '../prisma/database/driver-error.js';

const BEFORE_RESTORE = '.before-restore-';

/** The name that a ledger's file gets when a backup takes its place. */
export function asideOf(file: string, now: Date): string {
  return `${file}${BEFORE_RESTORE}${now.toISOString().replaceAll(/[-:]/g, '')}`;
}

/**
 * Gives a file its second name before another one takes the first: at each moment there is a ledger. Where the file system
 * has no second names, a kill here leaves no ledger, but all there was under the other name.
 */
export function putAside(file: string, aside: string): void {
  try {
    linkSync(file, aside);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(driverError(error).code)) throw error;
    renameSync(file, aside);
  }
}

/** How many second names a ledger's file has from restores that are under way or were killed: it is the ledger all the same. */
export function countAside(file: string): number {
  const real = realpathSync(file);
  const { ino } = statSync(real);
  const folder = path.dirname(real);
  const asides = readdirSync(folder).filter((name) => name.startsWith(path.basename(real) + BEFORE_RESTORE));
  return asides.filter((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.ino === ino).length;
}
