import { type SystemUser, thisUser } from '../runtime/system-user.js';
import { runProgram } from './programs.js';

/** A user by name; null where this machine knows none, or does not say. */
export async function findUser(name: string): Promise<SystemUser | null> {
  const found = await runProgram('getent', ['passwd', name]);
  const [, , uid, gid, , home] = found?.code === 0 ? found.stdout.trim().split(':') : [];
  return home ? { name, home, uid: Number(uid), gid: Number(gid) } : null;
}

export function isOurself({ uid }: SystemUser): boolean {
  return uid === thisUser().uid;
}

/** Whether programs can be run as other users, too. */
export function canBecomeOthers(): boolean {
  return thisUser().uid === 0;
}
