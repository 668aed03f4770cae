import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/commands/index.js';
import { combinations, strategyKinds } from '../../src/core/strategies/index.js';
import { sourceNames } from '../../src/market/sources.js';
import { run, temporaryFolder } from '../support/program.js';
import { NOW } from '../support/scene.js';
import { testedProgram } from '../support/tested-program.js';
import { type Complete, completeInBash, completeInFish, completeInZsh, has, type Place } from './shells.js';

const commands = Object.entries(program.commands ?? {})
  .flatMap(([name, { isHidden }]) => (isHidden ? [] : name))
  .sort();
const sources = [...sourceNames].sort();
const strategies = [...strategyKinds.keys()].sort();

/** What is offered at the end of these lines, in any shell. */
const expected: Record<string, string[]> = {
  'crypto-bot ': commands,
  'crypto-bot r': commands.filter((name) => name.startsWith('r')),
  'crypto-bot run --ma': ['--market'],
  'crypto-bot run run': [],
  'crypto-bot run --market ': sources,
  'crypto-bot run --market=s': sources.filter((name) => name.startsWith('s')),
  'crypto-bot run --market=': sources,
  'crypto-bot run --once-per ': ['day', 'hour', 'minute', 'month', 'week'],
  'crypto-bot run --strategy ': strategies,
  'crypto-bot run --top ': [],
  'crypto-bot run --config mine': ['mine-1.db', 'mine-2.db'],
  'crypto-bot strategies ': [...strategies, ...combinations.keys()].sort(),
  'crypto-bot strategies dip d': [],
  'crypto-bot config ': ['check', 'init', 'show'],
  'crypto-bot config i': ['init'],
  'crypto-bot config init ': [],
  'crypto-bot config check --every ': ['day', 'hour', 'minute', 'month', 'week'],
  'crypto-bot config check --every=w': ['week'],
  'crypto-bot completion ': ['bash', 'fish', 'zsh'],
  'crypto-bot completion bash ': [],
  'crypto-bot cash ': ['close', 'deposit', 'withdraw'],
  'crypto-bot cash --limit 5 d': ['deposit'],
  'crypto-bot cash deposit ': [],
  'crypto-bot backup mine': ['mine-1.db', 'mine-2.db'],
  'crypto-bot backup ': ['mine-1.db', 'mine-2.db'],
  'crypto-bot why ': ['bitcoin'],
  'crypto-bot why bitcoin ': [],
  'crypto-bot history --coin bi': ['bitcoin'],
  'crypto-bot history --coin=b': ['bitcoin'],
  'crypto-bot why --db file:mine-1.db ': ['ethereum'],
  'crypto-bot why --db=file:mine-1.db --at 2026-11-22T12:00:00Z ': ['ethereum'],
  'crypto-bot history --db file:mine-2.db --coin ': [],
  'crypto-bot why --config ~/"my own.toml" ': ['ethereum'],
  'crypto-bot why --db "file:mine-1.db" --limit=5 e': ['ethereum'],
};

/** A home with the program and a ledger of bitcoin, and a folder with another one of ethereum, that a config file names. */
async function arrange(shell: string): Promise<Place> {
  const [home, cwd] = [temporaryFolder(), temporaryFolder()];
  const env = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: NOW };
  const buy = ['run', '--market', 'sample', '--strategy', 'dca', '--coins'];
  await run([...buy, 'bitcoin'], env);
  await run([...buy, 'ethereum', '--db', `file:${cwd}/mine-1.db`], env);
  writeFileSync(path.join(cwd, 'mine-2.db'), '');
  writeFileSync(path.join(home, 'my own.toml'), `database_url = "file:${cwd}/mine-1.db"\n`);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${testedProgram}' "$@"\n`;
  writeFileSync(path.join(home, 'crypto-bot'), program, { mode: 0o755 });
  const { stdout } = await run(['completion', shell], {});
  return { home, cwd, env, script: stdout };
}

describe.each<[string, Complete, string[]]>([
  ['bash', completeInBash, ['script']],
  ['zsh', completeInZsh, ['script']],
  ['fish', completeInFish, []],
])('completion in %s', (shell, complete, needed) => {
  it.skipIf(!has(shell, ...needed))('offers commands, options, arguments, values, files and coins', async () => {
    expect(complete(Object.keys(expected), await arrange(shell))).toEqual(expected);
  });
});

it('is refused for another shell', async () => {
  const outcome = await run(['completion', 'constructor'], {});
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toBe(
    'crypto-bot: the shell is "constructor", but expected one of bash, zsh, fish, such as bash\n',
  );
});

describe('list-coins', () => {
  it('prints the ids of the coins that were bought, one a line', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_NOW: NOW };
    await run(['run', '--market', 'sample'], env);
    const { stdout, stderr, code } = await run(['list-coins'], env);
    expect(stdout).toMatch(/^([a-z-]+\n)+$/);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it('reads the ledger that the words of another command name', async () => {
    const home = temporaryFolder();
    const env = { CRYPTO_BOT_NOW: NOW };
    const db = `--db=file:${home}/mine.db`;
    const buy = ['run', db, '--market', 'sample', '--strategy', 'dca', '--coins', 'ethereum'];
    await run(buy, { ...env, CRYPTO_BOT_HOME: home });
    const words = ['list-coins', 'history', '-v', '--limit', '5', db, '--json', '--help', '--coin'];
    expect(await run(words, { ...env, CRYPTO_BOT_HOME: home })).toMatchObject({ code: 0, stdout: 'ethereum\n' });
  });

  it.each<[string, (home: string) => void, Record<string, string>]>([
    ['a ledger that is a folder', (home) => mkdirSync(path.join(home, 'crypto-bot.db')), {}],
    ['a wrong configuration', () => {}, { CRYPTO_BOT_TOP: 'many' }],
    ['no ledger', () => {}, {}],
  ])('is silent and empty with %s', async (_, spoil, more) => {
    const home = temporaryFolder();
    spoil(home);
    const outcome = await run(['list-coins'], { CRYPTO_BOT_HOME: home, ...more });
    expect(outcome).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});
