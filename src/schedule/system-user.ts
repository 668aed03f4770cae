import { userInfo } from 'node:os';
import { runProgram } from './programs.js';

/** A user of this machine. */
export interface SystemUser {
  readonly name: string;
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
}

/** A user by name; null where this machine knows none, or does not say. */
export async function findUser(name: string): Promise<SystemUser | null> {
  const found = await runProgram('getent', ['passwd', name]);
  const [, , uid, gid, , home] = found?.code === 0 ? found.stdout.trim().split(':') : [];
  return home ? { name, home, uid: Number(uid), gid: Number(gid) } : null;
}

export function isOurself({ uid }: SystemUser): boolean {
  return uid === userInfo().uid;
}

/** Whether a program can be run as any user. */
export function canBecomeOthers(): boolean {
  return userInfo().uid === 0;
}
