import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli.js';
import { type Command, defineBareCommand, type Entry } from '../../src/commands/command.js';
import { argument, flag, list, option } from '../../src/commands/input.js';
import { filePath } from '../../src/core/values/file-path.js';
import { count } from '../../src/core/values/numbers/count.js';
import { oneOf } from '../../src/core/values/one-of.js';

/** A program of these commands, and what it printed. */
function aProgram(commands: Record<string, Entry>) {
  const printed: string[] = [];
  const terminal = {
    columns: 80,
    colorful: false,
    interactive: false,
    print: async (text: string) => printed.push(text) > 0,
    progress: () => {},
    complain: () => {},
  };
  const host = {
    terminal,
    open: () => Promise.reject(new Error('needs no settings')),
    program: { summary: 'A program.', commands },
  };
  return {
    run: (...args: string[]) => runProgram(args, host),
    printed: () => printed.join(''),
  };
}

const entry = (command: Command, more: Partial<Entry> = {}): Entry => ({
  summary: 'does it',
  load: async () => ({ command }),
  ...more,
});

/** Prints what it was given. */
const echo = defineBareCommand({
  arguments: { files: list('<file...>', 'some files', filePath, { example: 'a.csv' }) },
  options: {
    prices: list('--prices <file...>', 'price files', filePath, { example: 'a.csv' }),
    param: list('--param <name=value>', 'a parameter', filePath, { example: 'a=1' }),
    unit: option('-u, --unit <unit>', 'a unit', oneOf(['hour', 'day']), { fallback: 'day' }),
    noFees: flag('--no-fees', 'no fees'),
  },
  examples: ['crypto-bot echo a.csv'],
  run: async ({ terminal }, given) => {
    await terminal.print(JSON.stringify(given));
    return 3;
  },
});

const cancel = defineBareCommand({
  arguments: { id: argument('<id>', 'which', count(1, 9), { example: '1' }) },
  examples: [],
  exitCodes: { 6: 'it is too late' },
  run: async ({ terminal }, { id }) => {
    await terminal.print(`cancelled ${id}`);
    return 0;
  },
});

const orders = defineBareCommand({
  examples: [],
  run: async ({ terminal }) => {
    await terminal.print('all orders');
    return 0;
  },
});

describe('a command', () => {
  it('is given its options and arguments, each of its type, and its exit code is the program’s', async () => {
    const { run, printed } = aProgram({ echo: entry(echo) });
    const lists = ['--param', 'a=1,2', '--param', 'b=3', '--prices', 'x.csv', 'y.csv', '--no-fees'];
    expect(await run('echo', 'one', 'two', ...lists)).toBe(3);
    expect(JSON.parse(printed())).toEqual({
      files: ['one', 'two'],
      prices: ['x.csv', 'y.csv'],
      param: ['a=1,2', 'b=3'],
      unit: 'day',
      noFees: true,
    });
  });

  it('has its options after its name', async () => {
    const { run } = aProgram({ echo: entry(echo) });
    await expect(run('--unit', 'hour', 'echo', 'one')).rejects.toThrow(
      "unknown option '--unit' before the command: options come after it",
    );
    await expect(run('echo', 'one', '--unti', 'hour')).rejects.not.toThrow('before the command');
  });

  it('has its defaults where nothing is typed', async () => {
    const { run, printed } = aProgram({ echo: entry(echo) });
    await run('echo', 'one');
    expect(JSON.parse(printed())).toEqual({ files: ['one'], prices: [], param: [], unit: 'day', noFees: false });
  });

  it('is not run with what is wrong or missing', async () => {
    const { run, printed } = aProgram({ echo: entry(echo), cancel: entry(cancel) });
    await expect(run('echo', 'one', '-u', 'year')).rejects.toThrow(/^--unit is "year", but expected one of hour, day/);
    await expect(run('echo')).rejects.toThrow(CommanderError);
    await expect(run('cancel', '0')).rejects.toThrow(/^the id is "0", but expected a whole number from 1 to 9/);
    await expect(run('cancel', '1', '2')).rejects.toThrow(CommanderError);
    expect(printed()).toBe('');
  });

  it('can have others below it', async () => {
    const { run, printed } = aProgram({ orders: entry(orders, { commands: { cancel: entry(cancel) } }) });
    await run('orders');
    await run('orders', 'cancel', '7');
    expect(printed()).toBe('all orderscancelled 7');
    await expect(run('orders', 'cancle')).rejects.toThrow(CommanderError);
    await run('orders', 'cancel', '--help');
    expect(printed()).toMatch(/^ {2}6 {4}it is too late$/m);
  });

  it('is loaded only when it is named', async () => {
    const broken: Entry = { summary: 'cannot be loaded', load: () => Promise.reject(new Error('was loaded')) };
    const { run, printed } = aProgram({ broken, orders: entry(orders) });
    await run('orders');
    await run('--help');
    expect(printed()).toContain('cannot be loaded');
    await expect(run('broken')).rejects.toThrow('was loaded');
  });

  it('that is hidden is not listed, takes anything, and is silent about any trouble', async () => {
    const failing = defineBareCommand({ examples: [], run: () => Promise.reject(new Error('trouble')) });
    const { run, printed } = aProgram({ secret: entry(failing, { isHidden: true }) });
    expect(await run('secret', 'x', '--unknown', '--help')).toBe(0);
    expect(printed()).toBe('');
    await run('--help');
    expect(printed()).not.toContain('secret');
  });
});
