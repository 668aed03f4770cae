import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fine, wrong } from '../../../src/commands/doctor/check.js';
import { checkDisk } from '../../../src/commands/doctor/machine/disk.js';
import { checkNode } from '../../../src/commands/doctor/machine/node.js';
import { runChecks } from '../../../src/commands/doctor/run-checks.js';
import { surroundingsWithout } from '../../../src/commands/doctor/surroundings.js';
import { configError } from '../../../src/errors.js';
import { aHome, examined, failure } from './examined.js';

describe('the check', () => {
  it('node knows a version that is too old', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0']) expect(checkNode(version).ok).toBe(true);
    for (const version of ['20.18.3', '18.20.0'])
      expect(checkNode(version)).toEqual(failure(new RegExp(`${version} is older than 20.19`), 'nodejs.org'));
  });

  it('folders names a folder that everyone can change, and a file of secrets that others can read', async () => {
    const env = aHome();
    const home = env.CRYPTO_BOT_HOME ?? '';
    expect(await examined('folders', env)).toMatchObject({ ok: true });
    const config = path.join(home, 'config.toml');
    writeFileSync(config, 'top = 2\n', { mode: 0o644 });
    expect(await examined('folders', env)).toMatchObject({ ok: true });
    writeFileSync(config, 'coingecko.api_key = "CG-sesame"\n');
    expect(await examined('folders', env)).toEqual(
      failure(/config\.toml has coingecko\.api_key, and others can read it/, `chmod 600 ${config}`),
    );
    chmodSync(config, 0o600);
    chmodSync(home, 0o777);
    expect(await examined('folders', env)).toEqual(failure(/can be changed by everyone/, `chmod o-w ${home}`));
    chmodSync(home, 0o1777);
    expect(await examined('folders', env)).toMatchObject({ ok: true });
  });

  it('disk names a folder without room', () => {
    const config = { databaseUrl: 'file:///tmp/a.db', logFile: '/var/log/app.log' };
    expect(checkDisk(config, () => 100_000_000)).toMatchObject({ ok: true });
    const freeBytes = (folder: string) => (folder === '/tmp' ? 99_999_999 : 1e12);
    expect(checkDisk(config, freeBytes)).toEqual(failure(/^only 99 MB free for \/tmp$/, 'free some space'));
    expect(checkDisk({ databaseUrl: 'postgresql://db/x', logFile: '-' })).toMatchObject({ ok: null });
  });

  it('log names a log that cannot be written', async () => {
    const env = aHome();
    expect(await examined('log', env)).toMatchObject({ ok: true });
    const log = path.join(env.CRYPTO_BOT_HOME ?? '', 'logs', 'app.log');
    mkdirSync(log, { recursive: true });
    expect(await examined('log', env)).toEqual(failure(/app\.log is no regular file/, 'log.file'));
  });

  it('metrics names a file that no run can replace', async () => {
    const env = aHome();
    const home = env.CRYPTO_BOT_HOME ?? '';
    const found = (file: string) => examined('metrics', { ...env, CRYPTO_BOT_METRICS_FILE: path.join(home, file) });
    expect(await examined('metrics', env)).toMatchObject({ ok: null });
    expect(await found('a.prom')).toMatchObject({ ok: true });
    expect(await found('none/a.prom')).toEqual(failure(/none, which is not there/, `mkdir -p ${home}/none`));
    mkdirSync(path.join(home, 'folder'));
    expect(await found('folder')).toEqual(failure(/which is a folder/));
  });

  it('settings has all that is wrong with them, and no other check looks at anything', async () => {
    const surroundings = surroundingsWithout('top is "x"');
    const needy = { name: 'needy', look: () => fine(surroundings.context().config.logFile) };
    const { settings } = await import('../../../src/commands/doctor/machine/settings.js');
    expect(await runChecks([settings, needy], surroundings)).toEqual([
      { name: 'settings', ...wrong('top is "x"', 'put each right, and try with "crypto-bot config check"') },
      { name: 'needy', ok: null, message: 'not checked: the settings cannot be read', doThis: null },
    ]);
  });
});

describe('checks', () => {
  it('are made side by side, each in its own time, and told in their order', async () => {
    let free = () => {};
    const blocked = new Promise<void>((resolve) => {
      free = resolve;
    });
    const all = [
      { name: 'for ever', look: () => new Promise<never>(() => {}) },
      { name: 'waits', look: () => blocked.then(() => fine('free')) },
      {
        name: 'frees',
        look: () => {
          free();
          throw configError('it is wrong: see here: do this');
        },
      },
    ];
    expect(await runChecks(all, surroundingsWithout(''), 50)).toEqual([
      { name: 'for ever', ...(failure(/^it had not ended after 0\.05 s$/) as object) },
      { name: 'waits', ...fine('free') },
      { name: 'frees', ...wrong('it is wrong: see here', 'do this') },
    ]);
  });
});
