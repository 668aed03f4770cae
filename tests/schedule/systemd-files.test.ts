import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installSystemd, removeSystemd } from '../../src/schedule/systemd-files.js';
import { filesFor } from '../../src/schedule/targets.js';
import { putProgram, useHome, usePath } from '../support/path.js';
import { fullJob, plainJob } from './jobs.js';

const files = filesFor('systemd', plainJob);

/** A home, and a `systemctl` that writes down what it was told. */
function arrange(): { units: string; told(): string[] } {
  const home = useHome();
  const log = path.join(home, 'systemctl.log');
  putProgram(usePath('/usr/bin', '/bin'), 'systemctl', `echo "$@" >> '${log}'`);
  return {
    units: path.join(home, '.config/systemd/user'),
    told: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
  };
}

describe("the user's systemd", () => {
  it('gets a service and a timer, and loses them again', async () => {
    const { units, told } = arrange();
    expect(await installSystemd(files)).toBe(true);
    expect(await installSystemd(files)).toBe(false);
    const names = ['crypto-bot.service', 'crypto-bot.timer'];
    expect(names.map((name) => readFileSync(path.join(units, name), 'utf8'))).toEqual(files.map(({ text }) => text));
    expect(told().slice(0, 3)).toEqual([
      '--user show-environment',
      '--user daemon-reload',
      '--user enable --now crypto-bot.timer',
    ]);
    expect(await installSystemd(filesFor('systemd', fullJob))).toBe(true);

    expect(await removeSystemd()).toBe(true);
    expect(told().slice(-2)).toEqual(['--user disable --now crypto-bot.timer', '--user daemon-reload']);
    expect(names.filter((name) => existsSync(path.join(units, name)))).toEqual([]);
    expect(await removeSystemd()).toBe(false);
  });

  it('keeps a unit of that name that is not ours', async () => {
    const { units } = arrange();
    const file = path.join(units, 'crypto-bot.timer');
    mkdirSync(units, { recursive: true });
    writeFileSync(file, '[Timer]\nOnCalendar=daily\n');
    for (const change of [() => installSystemd(files), removeSystemd])
      await expect(change()).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining('~/.config/systemd/user/crypto-bot.timer was not made by crypto-bot schedule'),
      });
    expect(readFileSync(file, 'utf8')).toBe('[Timer]\nOnCalendar=daily\n');
    expect(existsSync(path.join(units, 'crypto-bot.service'))).toBe(false);
  });

  it('that is not there, or refuses, is told of, and nothing is written', async () => {
    const home = useHome();
    usePath();
    await expect(installSystemd(files)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^this machine has no systemctl: .* --for crontab/),
    });
    putProgram(
      usePath('/usr/bin', '/bin'),
      'systemctl',
      'echo "Failed to connect to bus: No medium found" >&2; exit 1',
    );
    await expect(installSystemd(files)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('Failed to connect to bus: No medium found'),
    });
    expect(existsSync(path.join(home, '.config'))).toBe(false);
  });
});
