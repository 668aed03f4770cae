import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run, start } from '../support/program.js';

const pages = [
  ...['', 'run', 'portfolio', 'history', 'why', 'strategies', 'cash'],
  ...['config', 'config init', 'config show', 'config check'],
  ...['verify', 'copy', 'backup', 'completion', 'man'],
];

describe('help', () => {
  it.each(pages)('of %j has examples and every exit code, in 80 columns', async (page) => {
    const { stdout, stderr, code } = await run([...page.split(' ').filter((word) => word !== ''), '--help'], {});
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
    const codes = stdout.split('\nExit codes:\n')[1]?.match(/^ +\d+/gm);
    expect(codes?.map(Number)).toEqual([0, 1, 2, 3, 4, 5, 130, 143]);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('lists the commands, those of every day first', async () => {
    const { stdout } = await run(['--help'], {});
    const listed = stdout
      .split('\nCommands:\n')[1]
      ?.split('\n\n')[0]
      ?.match(/^ {2}\w+/gm);
    expect(listed?.map((line) => line.trim())).toEqual([
      ...['run', 'portfolio', 'history', 'why', 'strategies', 'cash', 'config', 'verify', 'copy', 'backup'],
      ...['completion', 'man', 'help'],
    ]);
  });

  it.each([
    [['staus', '--help'], /unknown command 'staus'\n/],
    [['help', 'porfolio'], /unknown command 'porfolio'\n\(Did you mean portfolio\?\)/],
    [['config', 'chekc', '-h'], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    [['config', 'help', 'constructor'], /unknown command 'constructor'\n/],
  ])('of a command that there is not is refused: %j', async (args, words) => {
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
  });

  it.each([['--help'], ['--version']])('%s ends with 2 where it cannot be written', async (flag) => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start([flag], {}, full).outcome;
    expect(outcome.stderr).toContain('the output cannot be written (ENOSPC)');
    expect(outcome.code).toBe(2);
  });
});
