import { usageError } from '../errors.js';
import { type SystemUser, thisUser } from '../runtime/system-user.js';
import { type CutCrontab, commandIn, cutCrontab, withBlock } from './crontab-block.js';
import { canBecomeOthers } from './other-users.js';
import { asText, complaintOf, type Done, runProgram } from './programs.js';

/**
 * This user's crontab, of which only our own lines are changed, through the `crontab` program. Each throws a usage
 * CryptoBotError where there is no such program, it refuses, or our lines are not as they were made.
 */

/** Puts lines into the crontab, instead of those that are ours. False when they are there already. */
export async function installCrontab(lines: string): Promise<boolean> {
  const block = Buffer.from(lines).toString('latin1');
  const cut = await readCrontab();
  if (cut.block === block) return false;
  await writeCrontab(withBlock(cut, block));
  return true;
}

/** Takes our lines out. False when there are none. */
export async function removeCrontab(): Promise<boolean> {
  const cut = await readCrontab();
  if (cut.block === null) return false;
  await writeCrontab(`${cut.before}${cut.after}`);
  return true;
}

/** Our lines' command, as sh gets it; null where there is none. */
export async function installedCommand(): Promise<string | null> {
  const { block } = await readCrontab();
  return block === null ? null : commandIn(asText(block));
}

/**
 * Runs a command as cron would: by sh, in the home folder, with almost nothing in the environment but what a crontab sets. The
 * home folder is the one that the system knows, whatever HOME says here. A command of another user is run as that user where
 * we may do so, else as this user.
 */
export async function runAsCron(
  command: string,
  timeoutMs: number,
  set: Readonly<Record<string, string>> = {},
  user: SystemUser | null = null,
): Promise<Done> {
  const { home, name } = user ?? thisUser();
  const env = { HOME: home, LOGNAME: name, SHELL: '/bin/sh', PATH: '/usr/bin:/bin', ...set };
  const as = user && canBecomeOthers() ? { uid: user.uid, gid: user.gid } : {};
  const cwd = user && !canBecomeOthers() ? '/' : home; // we may have no access to another user's home folder
  const done = await runProgram('/bin/sh', ['-c', command], { env, cwd, timeoutMs, ...as });
  return done ?? { code: 127, stdout: '', stderr: `there is no /bin/sh, or no home folder ${home}` };
}

/** One character per byte, so that what is not ours is written as it was read. */
async function readCrontab(): Promise<CutCrontab> {
  const listed = await crontab(['-l']);
  const isEmpty = listed.code === 1 && listed.stdout === ''; // or not allowed, which writing it will tell
  if (listed.code !== 0 && !isEmpty) throw refused('read', listed);
  const cut = cutCrontab(listed.stdout);
  if ('block' in cut) return cut;
  const lines = cut.unclear.map((line) => `  ${asText(line)}`).join('\n');
  throw usageError(
    `the crontab's lines of crypto-bot are not as they were made, and nothing was changed:\n${lines}\nTake them out with crontab -e, then repeat this`,
  );
}

async function writeCrontab(text: string): Promise<void> {
  const written = await crontab(['-'], text);
  if (written.code !== 0) throw refused('change', written);
}

async function crontab(args: readonly string[], input?: string): Promise<Done> {
  const done = await runProgram('crontab', args, input === undefined ? {} : { input });
  if (done) return done;
  throw usageError(
    'this machine has no crontab program: install cron (Debian: apt install cron), or use crypto-bot schedule install --for systemd',
  );
}

function refused(what: string, done: Done) {
  return usageError(`crontab does not let this user ${what} its crontab: ${complaintOf(done)}; nothing was changed`);
}
