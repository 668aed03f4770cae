import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';

import { type Outcome, run as runProcess } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

/** A colour, a title of the window, a bell, DEL, C1, a change of direction, ends of lines, and half a character. */
const HOSTILE = '\u001b[31mred\u001b]0;title\u0007\u007f\u009b2J\u202egnp\u2028new\u2066x\nTick forged\r';
const INVISIBLE = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

function expectHarmless({ stdout, stderr }: Outcome): void {
  expect(stdout + stderr).not.toMatch(INVISIBLE);
  expect(stdout + stderr).not.toMatch(/^Tick forged/m);
}

describe('texts of rows that someone else has written', () => {
  it('are shown with what cannot be seen escaped, and make no lines of their own', async () => {
    const { env, home } = await arrange();
    await run(['cash', 'deposit', '100000'], env);
    expect((await run(['run', '--once-per', 'hour'], env)).code).toBe(0);
    const database = new Sqlite(path.join(home, 'crypto-bot.db'));
    const set = (table: string, column: string) =>
      database.prepare(`UPDATE ${table} SET ${column} = ${column} || ?`).run([HOSTILE]);
    set('crypto', 'name');
    set('crypto', 'symbol');
    set('decision', 'reason');
    set('decision', 'symbol');
    set('tick', 'strategy');
    set('cash_entry', 'quote_currency');
    set('category', 'coins');
    database.close();

    const commands = [
      ['portfolio', '--offline'],
      ['portfolio', '--offline', '--csv'],
      ['history'],
      ['history', '--csv'],
      ['why'],
      ['why', 'bitcoin'],
      ['cash'],
      ['run', '--once-per', 'hour'],
      ['verify'],
    ];
    const outcomes = await Promise.all(commands.map((args) => run(args, env)));
    for (const outcome of outcomes) expectHarmless(outcome);
    expect(outcomes[0]?.stdout).toContain('\\u001b[31m');
    expect(outcomes[4]?.stdout).toContain('\\u001b[31mred');

    for (const args of [
      ['portfolio', '--offline', '--json'],
      ['history', '--json'],
      ['why', '--json'],
      ['cash', '--json'],
    ]) {
      const outcome = await run(args, env);
      expectHarmless(outcome);
      expect(JSON.stringify(JSON.parse(outcome.stdout))).toContain('\\u001b[31mred');
    }
    expect(readFileSync(path.join(home, 'logs', 'app.log'), 'utf8')).not.toMatch(INVISIBLE);
  });

  it('are refused where they are no amount and no time, and told so in one line', async () => {
    const { env, home } = await arrange();
    await run(['run'], env);
    for (const [table, column, command] of [
      ['position', 'quantity', 'portfolio'],
      ['transaction_history', 'price', 'history'],
      ['decision', 'inputs', 'why'],
    ] as const) {
      const database = new Sqlite(path.join(home, 'crypto-bot.db'));
      database.prepare(`UPDATE ${table} SET ${column} = ?`).run([HOSTILE]);
      database.close();
      const outcome = await run([command, ...(command === 'portfolio' ? ['--offline'] : [])], env);
      expectHarmless(outcome);
      expect(outcome.code).toBe(5);
      expect(outcome.stderr).toContain(`the ledger is damaged: in the table ${table}, row `);
      expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});

describe('texts that were typed', () => {
  it('are repeated with what cannot be seen escaped', async () => {
    const { env, home } = await arrange();
    const folder = path.join(home, `own${HOSTILE}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'config.toml'), 'topp = 1\n');
    writeFileSync(
      path.join(home, 'config.toml'),
      [
        `${JSON.stringify(HOSTILE).replace('\u007f', '\\u007f')} = 1`,
        `market = ${JSON.stringify(HOSTILE).replace('\u007f', '\\u007f')}`,
        `[strategies.${JSON.stringify(HOSTILE).replace('\u007f', '\\u007f')}]`,
        'kind = "dip"',
        '[strategies.my-rule]',
        `${JSON.stringify(HOSTILE).replace('\u007f', '\\u007f')} = 1`,
      ].join('\n'),
    );
    const outcomes = await Promise.all([
      run(['config', 'show'], env),
      run(['config', 'show'], { ...env, CRYPTO_BOT_HOME: folder }),
      run(['run'], { ...env, [`CRYPTO_BOT_${HOSTILE}`]: '1', CRYPTO_BOT_TOP: HOSTILE }),
      run(['backup', `${home}/${HOSTILE}.db`], env),
      run(['verify', '--db', `file:${home}/${HOSTILE}.db`], env),
      run(['run', '--param', HOSTILE, '--strategy', HOSTILE, '--top', HOSTILE, '--config', `/x/${HOSTILE}`], env),
      run(['why', HOSTILE], env),
      run(['strategies', HOSTILE], env),
      run([HOSTILE], env),
      run([`--${HOSTILE}`], env),
    ]);
    for (const outcome of outcomes) {
      expectHarmless(outcome);
      expect(outcome.code).toBe(2);
    }
  });
});

it('a config file of tables within tables is refused, however deep they are', async () => {
  const { env, home } = await arrange();
  for (const text of [
    `[${'a.'.repeat(5000)}a]`,
    `a = ${'{a = '.repeat(5000)}1${'}'.repeat(5000)}`,
    `a = ${'['.repeat(5000)}${']'.repeat(5000)}`,
  ]) {
    writeFileSync(path.join(home, 'config.toml'), text);
    const outcome = await run(['config', 'show'], env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr.length).toBeLessThan(500);
  }
});

it.each(['-1', '4', 'always', ''])('FORCE_COLOR=%s is no reason to stop', async (level) => {
  const { env } = await arrange();
  expect(await runProcess(['portfolio'], { ...env, FORCE_COLOR: level })).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^crypto-bot: there is no ledger at .*\n$/),
  });
});
