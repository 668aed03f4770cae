import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describe as describeEntry } from '../../src/commands/describe.js';
import { program } from '../../src/commands/index.js';
import { allCommands } from '../../src/shell/description.js';
import { run, start } from '../support/program.js';

const commands = allCommands(await describeEntry(program));

describe('help', () => {
  it.each(commands)('of $words has examples and exit codes, in 80 columns', async ({ words }) => {
    const { stdout, stderr, code } = await run([...words, '--help'], {});
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
    const codes = stdout.split('\nExit codes:\n')[1]?.match(/^ +\d+/gm);
    expect(codes?.map(Number)).toEqual(expect.arrayContaining([0, 1, 2, 130, 143]));
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('lists the commands, those of every day first', async () => {
    const { stdout } = await run(['--help'], {});
    const listed = stdout
      .split('\nCommands:\n')[1]
      ?.split('\n\n')[0]
      ?.match(/^ {2}\w+/gm);
    const names = commands.filter(({ words }) => words.length === 1).map(({ words }) => words[0]);
    expect(listed?.map((line) => line.trim())).toEqual([...names, 'help']);
    expect(names[0]).toBe('run');
    expect(names).not.toContain('list-coins');
  });

  it.each([
    [['staus', '--help'], /unknown command 'staus'\n/],
    [['help', 'porfolio'], /unknown command 'porfolio'\n\(Did you mean portfolio\?\)/],
    [['config', 'chekc', '-h'], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    [['why', '--tick', 'x'], /unknown option '--tick'\nTry crypto-bot why --help\n/],
    [['portfolio', '--coin', 'x'], /unknown option '--coin'\nTry/],
    [['portfolio', '--confg', 'x'], /unknown option '--confg'\n\(Did you mean --config\?\)/],
    [['config'], /name a command\nTry crypto-bot config --help\n/],
    [['config', 'help', 'constructor'], /unknown command 'constructor'\n/],
  ])('of what there is not is refused: %j', async (args, words) => {
    expect(await run(args, {})).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
  });

  it('is the same by help as by --help', async () => {
    expect((await run(['help', 'config', 'show'], {})).stdout).toBe(
      (await run(['config', 'show', '--help'], {})).stdout,
    );
    expect((await run(['help'], {})).stdout).toBe((await run(['-h'], {})).stdout);
  });

  it('tells the exit codes of one command', async () => {
    expect((await run(['verify', '--help'], {})).stdout).toMatch(/^ {2}5 +.* or it is not in order$/m);
    const codesOf = async (command: string) =>
      (await run([...command.split(' '), '--help'], {})).stdout
        .split('\nExit codes:\n')[1]
        ?.match(/^ +\d+/gm)
        ?.map(Number);
    expect(await codesOf('run')).toEqual([0, 1, 2, 3, 4, 5, 130, 143]);
    expect(await codesOf('backtest')).toEqual([0, 1, 2, 5, 130, 143]);
    expect(await codesOf('portfolio')).toEqual([0, 1, 2, 3, 5, 130, 143]);
    expect(await codesOf('exchange')).toEqual([0, 1, 2, 4, 5, 130, 143]);
    expect(await codesOf('config check')).toEqual([0, 1, 2, 130, 143]);
    expect(await codesOf('doctor')).toEqual([0, 1, 2, 6, 130, 143]);
    expect(await codesOf('sweep')).toEqual([0, 1, 2, 130, 143]);
  });

  it.each([['--help'], ['--version']])('%s ends with 2 where it cannot be written', async (flag) => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start([flag], {}, full).outcome;
    expect(outcome.stderr).toContain('the output cannot be written (ENOSPC)');
    expect(outcome.code).toBe(2);
  });
});
