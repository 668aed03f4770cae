import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderCompletion } from '../../src/shell/completion.js';
import type { CommandDescription } from '../../src/shell/description.js';
import { run, temporaryFolder } from '../support/program.js';
import { NOW } from '../support/scene.js';

const option = (name: string, value: string | null, choices: string[] = []) => ({
  names: [name],
  summary: "it's said",
  value,
  choices,
});
const command = (words: string[], options: CommandDescription['options'], commands: CommandDescription[] = []) => ({
  words,
  usage: '[options]',
  summary: 'does it',
  options,
  examples: [],
  commands,
});

const program: CommandDescription = command(
  [],
  [option('--version', null)],
  [
    command(
      ['run'],
      [option('--market', 'name', ['coingecko', 'sample']), option('--top', 'n'), option('--db', 'url')],
    ),
    command(['history'], [option('--coin', 'coin')]),
    command(['config'], [], [command(['config', 'show'], [option('--all', null)])]),
  ],
);

/** What bash offers for the words of a command line, the last of which is being typed. */
function complete(script: string, words: readonly string[], folder: string): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _crypto_bot; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, status } = spawnSync('bash', ['--norc', '-c', `${script}\n${ask}`], {
    encoding: 'utf8',
    env: { PATH: `${folder}:/usr/bin:/bin` },
  });
  expect(status).toBe(0);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it.each<[string[], string[]]>([
    [
      ['crypto-bot', ''],
      ['run', 'history', 'config', '--version'],
    ],
    [['crypto-bot', 'r'], ['run']],
    [['crypto-bot', 'run', '--m'], ['--market']],
    [
      ['crypto-bot', 'run', '--market', ''],
      ['coingecko', 'sample'],
    ],
    [['crypto-bot', 'run', '--market', '=', 's'], ['sample']],
    [
      ['crypto-bot', 'run', '--market', '='],
      ['coingecko', 'sample'],
    ],
    [['crypto-bot', 'run', '--top', ''], []],
    [['crypto-bot', 'run', '--db', ''], []],
    [['crypto-bot', 'config', ''], ['show']],
    [['crypto-bot', 'config', 'show', ''], ['--all']],
    [['crypto-bot', 'history', '--coin', 'bit'], ['bitcoin']],
  ])('of %j offers %j', (words, offered) => {
    const folder = temporaryFolder();
    const fake = `#!/bin/sh\n[ "$1" = list-coins ] && printf 'bitcoin\\ntether\\n'`;
    writeFileSync(path.join(folder, 'crypto-bot'), fake, { mode: 0o755 });
    expect(complete(renderCompletion(program, 'bash'), words, folder)).toEqual(offered);
  });

  it('is registered by the script that the program prints, for all it can do', async () => {
    const { stdout } = await run(['completion', 'bash'], {});
    const registered = execFileSync('bash', ['--norc', '-c', `${stdout}\ncomplete -p crypto-bot`], {
      encoding: 'utf8',
    });
    expect(registered).toBe('complete -o default -F _crypto_bot crypto-bot\n');
    expect(complete(stdout, ['crypto-bot', 'run', '--once-per', ''], '')).toEqual(['minute', 'hour', 'day']);
    expect(complete(stdout, ['crypto-bot', ''], '')).toEqual(expect.arrayContaining(['run', 'portfolio', 'history']));
    expect(stdout).not.toContain('list-coins|');
  });
});

it('offers zsh and fish the same', () => {
  const zsh = renderCompletion(program, 'zsh');
  expect(zsh).toContain("(' run') compadd -- --market --top --db ;;");
  expect(zsh).toContain('(--market) compadd -- coingecko sample; return ;;');
  const fish = renderCompletion(program, 'fish');
  expect(fish).toContain(
    "complete -c crypto-bot -n '__fish_seen_subcommand_from run' -l market -x -a 'coingecko sample' -d 'it\\'s said'\n",
  );
  expect(fish).toContain("-n '__fish_seen_subcommand_from config; and __fish_seen_subcommand_from show' -l all");
});

it('refuses another shell', () => {
  expect(() => renderCompletion(program, 'constructor')).toThrow('expected bash, zsh or fish');
});

describe('list-coins', () => {
  it('prints the ids of the coins that were bought, one a line', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_NOW: NOW };
    await run(['run', '--market', 'sample'], env);
    const { stdout, stderr, code } = await run(['list-coins'], env);
    expect(stdout).toMatch(/^([a-z-]+\n)+$/);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
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
