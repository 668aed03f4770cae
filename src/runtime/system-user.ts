import { homedir, userInfo } from 'node:os';

/** A user of this machine. */
export interface SystemUser {
  readonly name: string;
  /** As the system knows it, whatever HOME says. */
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who runs this program. A user of a number alone, as containers have them, has no other home folder than HOME says. */
export function thisUser(): SystemUser {
  try {
    const { username: name, homedir: home, uid, gid } = userInfo();
    return { name, home, uid, gid };
  } catch {
    const uid = process.getuid?.() ?? 0;
    return { name: String(uid), home: homedir(), uid, gid: process.getgid?.() ?? 0 };
  }
}
