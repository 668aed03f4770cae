import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installCrontab, installedCommand, removeCrontab, runAsCron } from '../../src/schedule/crontab-file.js';
import { renderSchedule } from '../../src/schedule/targets.js';
import { putProgram, useHome, usePath } from '../support/path.js';
import { temporaryFolder } from '../support/program.js';
import { fullJob, plainJob } from './jobs.js';

const lines = renderSchedule('crontab', plainJob);

/** A `crontab` that does what Debian's does: the file that it keeps, and how often it was written. */
function arrange(text?: string | Buffer): { read(): Buffer; writes(): number } {
  const file = path.join(temporaryFolder(), 'crontab');
  if (text !== undefined) writeFileSync(file, text);
  putProgram(
    usePath('/usr/bin', '/bin'),
    'crontab',
    `case "$1" in
-l) if [ -e '${file}' ]; then cat '${file}'; else echo "no crontab for me" >&2; exit 1; fi ;;
-) cat > '${file}'; echo x >> '${file}.writes' ;;
*) exit 2 ;;
esac`,
  );
  return {
    read: () => readFileSync(file),
    writes: () => (existsSync(`${file}.writes`) ? readFileSync(`${file}.writes`, 'utf8').length / 2 : 0),
  };
}

describe('the crontab', () => {
  it('of a user who had none gets our lines, once, and loses them again', async () => {
    const { read, writes } = arrange();
    expect(await installedCommand()).toBeNull();
    expect(await removeCrontab()).toBe(false);
    expect(await installCrontab(lines)).toBe(true);
    expect(await installCrontab(lines)).toBe(false);
    expect(read().toString()).toBe(lines);
    expect(writes()).toBe(1);
    expect(await installedCommand()).toBe(
      'PATH=/usr/local/bin:/usr/bin:/bin /usr/local/bin/crypto-bot run --once-per hour --quiet',
    );
    expect(await removeCrontab()).toBe(true);
    expect(read().toString()).toBe('');
  });

  it('keeps what is of others, byte for byte, also what is no UTF-8', async () => {
    const before = Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(' # é\n\n 5 4 * * *\techo \\%\r\n')]);
    const { read } = arrange(before);
    await installCrontab(lines);
    expect(read()).toEqual(Buffer.concat([before, Buffer.from(lines)]));
    const changed = renderSchedule('crontab', { ...fullJob, places: { CRYPTO_BOT_HOME: '/home/ß' } });
    await installCrontab(changed);
    expect(read()).toEqual(Buffer.concat([before, Buffer.from(changed)]));
    expect(await installedCommand()).toContain('/home/ß');
    await removeCrontab();
    expect(read()).toEqual(before);
  });

  it('with edited lines of ours is refused, shown, and left as it is', async () => {
    const { writes } = arrange(`5 4 * * * true\n${lines.replace('# crypto-bot: end', '# crypto-bot: end (mine, ß)')}`);
    for (const change of [() => installCrontab(lines), removeCrontab, installedCommand])
      await expect(change()).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining('\n  2: # crypto-bot: begin\n  5: # crypto-bot: end (mine, ß)\n'),
      });
    expect(writes()).toBe(0);
  });

  it('is not there where there is no such program', async () => {
    usePath();
    await expect(installCrontab(lines)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^this machine has no crontab program: .* --for systemd$/),
    });
  });

  it('that its user may not have is not there, in the words of the program', async () => {
    putProgram(
      usePath('/usr/bin', '/bin'),
      'crontab',
      'echo "You (me) are not allowed to use this program (crontab)" >&2; echo "See crontab(1) for more information" >&2; exit 1',
    );
    await expect(installCrontab(lines)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('You (me) are not allowed to use this program (crontab)'),
    });
  });
});

describe('a command that is run as cron would', () => {
  it('is in the home folder that the system knows, and has four variables', async () => {
    useHome();
    const home = userInfo().homedir;
    const done = await runAsCron('pwd; env | sort | grep -v ^PWD= | grep -v ^_=', 5000);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(
      new RegExp(`^${home}\nHOME=${home}\nLOGNAME=\\w+\nPATH=/usr/bin:/bin\nSHELL=/bin/sh\n$`),
    );
  });

  it('ends when its time is over', async () => {
    useHome();
    expect(await runAsCron('echo before; exec sleep 60', 300)).toMatchObject({ code: null, stdout: 'before\n' });
  });
});
