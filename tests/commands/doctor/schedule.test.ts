import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesFor, renderSchedule } from '../../../src/schedule/targets.js';
import { plainJob } from '../../schedule/jobs.js';
import { putProgram } from '../../support/path.js';
import { run } from '../../support/program.js';
import { testedProgram } from '../../support/tested-program.js';
import { aHome, examined, failure } from './examined.js';

const nodeFolder = path.dirname(process.execPath);

/** A user with a crontab, which has these lines; <program> and <home> in them are the program and the user's folder. */
function arrange(lines: string): Record<string, string> {
  const env = aHome();
  const home = env.CRYPTO_BOT_HOME ?? '';
  const bin = path.join(home, 'bin');
  const file = path.join(home, 'crontab');
  writeFileSync(file, lines.replaceAll('<program>', testedProgram).replaceAll('<home>', home));
  putProgram(bin, 'crontab', `cat '${file}'`);
  return { ...env, HOME: home, PATH: `${bin}:/usr/bin:/bin` };
}

const RIGHT = { ok: true, message: expect.stringMatching(/starts it, on the ledger of this shell$/), doThis: null };
const RUN = `PATH=${nodeFolder}:/usr/bin:/bin CRYPTO_BOT_HOME=<home> <program> run --once-per hour --quiet`;

describe('the check schedule', () => {
  it.each<[string, string]>([
    [
      'the line that schedule writes',
      renderSchedule('crontab', {
        ...plainJob,
        program: '<program>',
        path: [nodeFolder, '/usr/bin', '/bin'],
        places: { CRYPTO_BOT_HOME: '<home>' },
      }),
    ],
    [
      'variables of the crontab',
      `PATH=${nodeFolder}:/usr/bin:/bin\nCRYPTO_BOT_HOME = "<home>"\n@hourly cd /tmp && nice -n 5 flock -n /tmp/lock <program> run --once-per hour >> <home>/out 2>&1`,
    ],
    [
      'node by its path, and --db',
      `HOME=<home>\n15 * * * * '${process.execPath}' <program> run --quiet --db "file:$HOME/crypto-bot.db" --once-per=hour | logger`,
    ],
    [
      'another ledger, too',
      `7 * * * * PATH=${nodeFolder} CRYPTO_BOT_HOME=/tmp/other <program> run --once-per hour\n15 * * * * ${RUN}`,
    ],
  ])('follows %s', async (_, lines) => {
    expect(await examined('schedule', arrange(lines))).toEqual(RIGHT);
  });

  it.each<[string, string, RegExp, RegExp]>([
    [
      'another ledger than this shell has',
      `15 * * * * ${RUN.replace('=<home>', '=/tmp/other')}`,
      /another ledger than this shell: file:\/\/\/tmp\/other\/crypto-bot\.db there, file:\/\/\/.*here$/,
      /one ledger for both/,
    ],
    [
      'no node',
      `15 * * * * PATH=/nowhere CRYPTO_BOT_HOME=<home> <program> run --once-per hour`,
      /line 1 of the crontab does not work .*node/,
      /schedule install/,
    ],
    ['wrong settings', `15 * * * * CRYPTO_BOT_TOP=x ${RUN}`, /CRYPTO_BOT_TOP/, /schedule install/],
    ['a time that leaves slots out', `15 9 * * * ${RUN}`, /not each hour gets its tick/, /schedule install/],
    ['a purchase every minute', `* * * * * <program> run`, /several times an hour/, /--once-per hour/],
    ['nothing', '5 4 * * * true', /nothing starts it/, /schedule install/],
  ])('names a crontab with %s', async (_, lines, message, doThis) => {
    expect(await examined('schedule', arrange(lines))).toEqual(failure(message, doThis));
  });

  it.each<[string, string, unknown]>([
    ['of this user', `15 * * * * ${userInfo().username} ${RUN}`, RIGHT],
    [
      'with the ledger of another user',
      `PATH=${nodeFolder}:/usr/bin:/bin\n\n15 * * * *\tdaemon\t<program> run --once-per hour`,
      failure(/line 3 of .*cron\.d\/crypto-bot, as daemon, has another ledger than this shell: .* there, .* here$/),
    ],
    [
      'of a user that is not there',
      `15 * * * * no-such-user ${RUN}`,
      failure(/no user no-such-user/, /^correct that line$/),
    ],
    ['that names no user', `15 * * * * ${RUN}`, failure(/no user PATH=/, /^correct that line$/)],
  ])('follows a crontab of the system %s', async (_, lines, outcome) => {
    const env = arrange('');
    const etc = path.join(env.HOME ?? '', 'etc');
    const text = lines.replaceAll('<program>', testedProgram).replaceAll('<home>', env.HOME ?? '');
    mkdirSync(path.join(etc, 'cron.d'), { recursive: true });
    writeFileSync(path.join(etc, 'crontab'), '17 * * * * root cd / && run-parts --report /etc/cron.hourly\n');
    writeFileSync(path.join(etc, 'cron.d/crypto-bot'), `${text}\n`);
    expect(await examined('schedule', env, etc)).toEqual(outcome);
    renameSync(path.join(etc, 'cron.d/crypto-bot'), path.join(etc, 'cron.d/crypto-bot.old'));
    expect(await examined('schedule', env, etc)).toEqual(failure(/nothing starts it/));
  });

  it('runs nothing of a line that does more', async () => {
    const env = arrange(`15 * * * * touch <home>/touched; ${RUN}\n16 * * * * X=$(touch <home>/touched) ${RUN}`);
    expect(await examined('schedule', env)).toMatchObject({ ok: null, message: expect.stringMatching(/does more/) });
    expect(existsSync(path.join(env.HOME ?? '', 'touched'))).toBe(false);
  });

  it('accepts ticks that something else makes', async () => {
    const env = arrange('');
    for (const now of ['2026-11-22T20:15:00Z', '2026-11-22T21:15:00Z'])
      await run(['run', '--once-per', 'hour', '--quiet'], { ...env, CRYPTO_BOT_NOW: now });
    const at = (now: string) => examined('schedule', { ...env, CRYPTO_BOT_NOW: now });
    expect(await at('2026-11-22T22:10:00Z')).toMatchObject({
      ok: null,
      message: expect.stringMatching(/something else/),
    });
    expect(await at('2026-11-22T23:10:00Z')).toEqual(failure(/nothing starts it/));
    expect(await examined('schedule', { ...env, PATH: '/nowhere' })).toMatchObject({ ok: null });
  });

  it('follows a timer of this user, and names one that is stopped', async () => {
    const env = arrange('');
    const [home, bin] = [env.HOME ?? '', path.join(env.HOME ?? '', 'bin')];
    const units = path.join(home, '.config/systemd/user');
    const job = {
      ...plainJob,
      program: testedProgram,
      path: [nodeFolder, '/usr/bin', '/bin'],
      places: { CRYPTO_BOT_HOME: home },
      variables: { NO_PROXY: `%'"$\\ x` },
    };
    mkdirSync(units, { recursive: true });
    const [service] = filesFor('systemd', job);
    writeFileSync(path.join(units, 'crypto-bot.service'), service?.text ?? '');
    const isActive = (code: number) => putProgram(bin, 'systemctl', `[ "$2" = is-active ] && exit ${code}; exit 0`);
    isActive(0);
    expect(await examined('schedule', env)).toEqual(RIGHT);
    expect(await examined('schedule', { ...env, CRYPTO_BOT_HOME: '/tmp/other' })).toEqual(
      failure(/the timer crypto-bot\.timer has another ledger/),
    );
    isActive(3);
    expect(await examined('schedule', env)).toEqual(failure(/is stopped/, 'systemctl --user enable --now'));
    putProgram(bin, 'systemctl', '[ "$1" = is-active ]'); // the system's own
    expect(await examined('schedule', env)).toMatchObject({
      ok: null,
      message: expect.stringMatching(/of the system/),
    });
  });
});
