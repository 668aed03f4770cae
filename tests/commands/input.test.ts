import { describe, expect, it } from 'vitest';
import { argument, flag, type Input, list, option, type Typed } from '../../src/commands/input.js';
import { settingOption } from '../../src/commands/setting-option.js';
import { slotUnits } from '../../src/core/calendar.js';
import { count } from '../../src/core/values/numbers/count.js';
import { oneOf } from '../../src/core/values/one-of.js';

/** The value of what was typed, and what is wrong with it. */
function read<Value>(input: Input<Value>, typed: Typed) {
  const problems: string[] = [];
  return { value: input.read(typed, problems), problems };
}

const last = option('--last <n>', 'the latest so many', count(1, 99), { fallback: 1, example: '5' });
const limit = option('-n, --limit <n>', 'at most this many', count(1, 99), { example: '20' });
const every = option('--every <unit>', 'how often', oneOf(['hour', 'day', 'week']), { fallback: 'day' });
const ports = list('--port <n...>', 'the ports', count(1, 99), { example: '5' });
const shell = argument('<shell>', '', oneOf(['bash', 'zsh']), {});

describe('an input', () => {
  it('has the value that was typed, else its default, else none', () => {
    expect(read(last, '7')).toEqual({ value: 7, problems: [] });
    expect(read(last, undefined)).toEqual({ value: 1, problems: [] });
    expect(read(limit, undefined)).toEqual({ value: undefined, problems: [] });
    expect(read(ports, ['7', '8'])).toEqual({ value: [7, 8], problems: [] });
    expect(read(ports, undefined)).toEqual({ value: [], problems: [] });
    expect(read(flag('--json', ''), true).value).toBe(true);
    expect(read(flag('--json', ''), undefined).value).toBe(false);
  });

  it.each<[Input<unknown>, string, string]>([
    [last, '0', '--last is "0", but expected a whole number from 1 to 99, such as 5'],
    [limit, '\u001b', '--limit is "\\u001b", but expected a whole number from 1 to 99, such as 20'],
    [every, 'year', '--every is "year", but expected one of hour, day, week, such as day'],
    [shell, 'sh', 'the shell is "sh", but expected one of bash, zsh, such as bash'],
  ])('says what, where and an example of what is expected: %#', (input, typed, problem) => {
    expect(read(input, typed)).toEqual({ value: undefined, problems: [problem] });
  });

  it('says what is wrong with each text of a list', () => {
    const { problems } = read(list('<file...>', '', count(1, 9), { example: '5' }), ['0', '1', 'x']);
    expect(problems).toEqual([
      'the file is "0", but expected a whole number from 1 to 9, such as 5',
      'the file is "x", but expected a whole number from 1 to 9, such as 5',
    ]);
  });

  it('tells help its choices and its default, and completion its choices', () => {
    expect(every.summary).toBe('how often: hour, day or week (default: day)');
    expect(last.summary).toBe('the latest so many (default: 1)');
    expect(limit.summary).toBe('at most this many');
    expect(shell.summary).toBe('bash or zsh');
    expect([every.offers, last.offers]).toEqual([['hour', 'day', 'week'], []]);
  });

  it('of a setting has what the table of settings says of it', () => {
    expect(settingOption('oncePer')).toMatchObject({
      usage: '--once-per <unit>',
      summary: 'record at most one tick per UTC slot, among the runs that say so: minute, hour, day, week or month',
      offers: slotUnits,
    });
    expect(settingOption('top').summary).toMatch(/\(default: 3\)$/);
    expect(() => settingOption('logFile')).toThrow('logFile has no option');
  });
});
