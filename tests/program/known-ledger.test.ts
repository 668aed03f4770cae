import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
import { arrange, type Scene } from '../support/scene.js';

const RUN = ['run', '--market', 'sample', '--quiet', '--strategy', 'dca'];

/** A home with a ledger of so many ticks. */
async function arrangeTicks(count: number): Promise<Scene & { readonly file: string; readonly begun: string }> {
  const scene = await arrange();
  const file = path.join(scene.home, 'crypto-bot.db');
  const begun: string[] = [];
  for (let tick = 0; tick < count; tick++) begun.push((await run(RUN, scene.env)).stderr);
  return { ...scene, file, begun: begun.join('') };
}

/** The ticks that a ledger has, by its own check. */
async function ticksOf({ env }: Scene): Promise<number> {
  const { stdout } = await run(['verify', '--json'], env);
  return JSON.parse(stdout).verification.rows.tick;
}

describe('a run where no ledger is', () => {
  it('says on stderr that a new one begins, and where, once, also with --quiet', async () => {
    const { env, file, begun } = await arrangeTicks(1);
    expect(begun).toBe(`crypto-bot: a new ledger begins at ${file}\n`);
    expect(await run(RUN, env)).toMatchObject({ code: 0, stderr: '' });
    const other = `file:${file}2`;
    expect((await run([...RUN, '--db', other], env)).stderr).toBe(`crypto-bot: a new ledger begins at ${file}2\n`);
  });

  it('says so for the first deposit, and for an empty file', async () => {
    const { env, home } = await arrange();
    const file = path.join(home, 'empty.db');
    writeFileSync(file, '');
    const { code, stderr } = await run(['cash', 'deposit', '5', '--db', `file:${file}`], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `crypto-bot: a new ledger begins at ${file}\n` });
  });

  it.each([['withdraw', '5'], ['close']])(
    'is none made by cash %s, which has nothing to take out',
    async (...action) => {
      const { env, home } = await arrange();
      const there = { ...env, DATABASE_URL: `file:${home}/data/new.db` };
      const stderr = expect.stringContaining(`there is no ledger at ${home}/data/new.db: check the name`);
      expect(await run(['cash', ...action], there)).toMatchObject({ code: 5, stdout: '', stderr });
      expect(readdirSync(home)).toEqual(['logs']);
    },
  );

  it('says so in a dry run, which begins none', async () => {
    const { env, home } = await arrange();
    const { code, stderr } = await run([...RUN, '--dry-run'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `crypto-bot: there is no ledger at ${home}/crypto-bot.db\n` });
    expect(readdirSync(home)).toEqual(['logs']);
  });
});

describe('a run where another ledger was', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    [
      'is gone',
      (file) => rmSync(file),
      /^crypto-bot: there is no ledger at .*\.db, where the run of .* saw one with 2 ticks/,
    ],
    ['is empty', (file) => truncateSync(file), /^crypto-bot: there is no ledger at .*\.db, where the run of /],
    [
      'is in a folder that is gone',
      (file) => renameSync(path.dirname(file), `${path.dirname(file)}-unmounted`),
      /there is no/,
    ],
  ])('refuses with exit 5 when it %s, and changes nothing', async (_, spoil, message) => {
    const { env, home } = await arrange();
    const folder = path.join(home, 'disk');
    mkdirSync(folder);
    const args = [...RUN, '--db', `file:${folder}/mine.db`];
    for (const _ of [1, 2]) await run(args, env);
    spoil(path.join(folder, 'mine.db'));
    const before = readdirSync(home, { recursive: true });
    const { code, stderr } = await run(args, env);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('--new-ledger');
    expect(code).toBe(5);
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });

  it('refuses an older copy, and another ledger', async () => {
    const scene = await arrangeTicks(1);
    const { env, file, home } = scene;
    await run(['backup', `${home}/old.db`], env);
    await run(RUN, env);
    renameSync(`${home}/old.db`, file);
    const older = await run(RUN, env);
    expect(older).toMatchObject({ code: 5, stdout: '' });
    expect(older.stderr).toMatch(/has 1 tick, where the run of .* saw one with 2 ticks that began with the tick 2026/);

    const db = `file:${home}/other.db`;
    for (const _ of [1, 2, 3]) await run([...RUN, '--db', db], env);
    renameSync(`${home}/other.db`, file);
    const other = await run(RUN, env);
    expect(other).toMatchObject({ code: 5 });
    expect(other.stderr).toMatch(/is another one: it began with the tick 2026.*, where the run of /);
    expect(await ticksOf(scene)).toBe(3);
  });

  it('goes on with a backup that was restored', async () => {
    const { env, home } = await arrangeTicks(1);
    await run(['backup', `${home}/old.db`], env);
    await run(RUN, env);
    expect(await run(['restore', `${home}/old.db`], env)).toMatchObject({ code: 0 });
    expect(await run(RUN, env)).toMatchObject({ code: 0, stderr: '' });
  });

  it('goes on once --new-ledger is said, and the next run needs it no longer', async () => {
    const scene = await arrangeTicks(2);
    const { env, file } = scene;
    rmSync(file);
    const begun = await run([...RUN, '--new-ledger'], env);
    expect(begun).toMatchObject({ code: 0, stderr: `crypto-bot: a new ledger begins at ${file}\n` });
    expect(await run(RUN, env)).toMatchObject({ code: 0, stderr: '' });
    expect(await ticksOf(scene)).toBe(2);
  });

  it('refuses a deposit, too', async () => {
    const { env, file } = await arrangeTicks(1);
    rmSync(file);
    expect(await run(['cash', 'deposit', '5'], env)).toMatchObject({ code: 5 });
    expect(await run(['cash', 'deposit', '5', '--new-ledger'], env)).toMatchObject({ code: 0 });
  });
});

describe('what runs remember of ledgers', () => {
  it('is place, first tick and number of ticks, and no secret', async () => {
    const { home, file } = await arrangeTicks(2);
    const [name = ''] = readdirSync(`${home}/state/ledgers`);
    const known = JSON.parse(readFileSync(`${home}/state/ledgers/${name}`, 'utf8'));
    expect(known).toEqual({ place: file, firstTick: expect.any(String), ticks: 2, at: '2026-11-22T22:21:12.951Z' });
  });

  it.each(['', '{', '[]', 'null', '{"place":1}'])('is nothing where it is damaged (%j)', async (text) => {
    const { env, home, file } = await arrangeTicks(1);
    const [name = ''] = readdirSync(`${home}/state/ledgers`);
    writeFileSync(`${home}/state/ledgers/${name}`, text);
    rmSync(file);
    expect(await run(RUN, env)).toMatchObject({ code: 0 });
  });

  it('is not asked for where new_ledger is always, and not needed where it is never', async () => {
    const { env, file, home } = await arrangeTicks(1);
    rmSync(file);
    const set = (newLedger: string) => ({ ...env, CRYPTO_BOT_NEW_LEDGER: newLedger });
    expect(await run(RUN, set('always'))).toMatchObject({ code: 0 });
    const elsewhere = [...RUN, '--db', `file:${home}/other.db`];
    const { code, stderr } = await run(elsewhere, set('never'));
    expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringMatching(/other\.db, and new_ledger is never/) });
    expect(await run([...elsewhere, '--new-ledger'], set('never'))).toMatchObject({ code: 0 });
    expect(await run(elsewhere, set('never'))).toMatchObject({ code: 0, stderr: '' });
  });

  it('does no harm where it cannot be written', async () => {
    const { env, home } = await arrange();
    writeFileSync(`${home}/state`, '');
    expect(await run(RUN, env)).toMatchObject({ code: 0 });
    expect(readFileSync(`${home}/logs/app.log`, 'utf8')).toMatch(/INFO {2}the ledger at .* is not remembered: /);
  });
});

describe('a command that reads, where no ledger is', () => {
  it.each(['portfolio', 'history', 'why', 'cash', 'portfolio --json', 'history --csv'])(
    '%s says so, and ends with 0',
    async (words) => {
      const { env, file } = await arrangeTicks(1);
      rmSync(file);
      const { code, stderr } = await run(words.split(' '), env);
      expect(stderr).toMatch(
        /^crypto-bot: there is no ledger at .*\.db, where the run of .* saw one with 1 tick that began/,
      );
      expect(code).toBe(0);
      const elsewhere = await run([...words.split(' '), '--db', `file:${file}2`], env);
      expect(elsewhere).toMatchObject({ code: 0, stderr: `crypto-bot: there is no ledger at ${file}2\n` });
    },
  );
});
