import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutCrontab, commandIn, cutCrontab, withBlock } from '../../src/schedule/crontab-block.js';
import { renderSchedule } from '../../src/schedule/targets.js';
import { fullJob, plainJob } from './jobs.js';

const lines = renderSchedule('crontab', plainJob);
const others = renderSchedule('crontab', fullJob);

function cut(text: string): CutCrontab {
  const result = cutCrontab(text);
  if ('unclear' in result) throw new Error(result.unclear.join('\n'));
  return result;
}

/** Lines of others: anything but our markers. */
const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\n', ' ')),
  fc.constantFrom(
    '',
    '# a comment',
    'MAILTO=me',
    '5 4 * * * echo \\%',
    '15 * * * * crypto-bot run',
    '# crypto-bot: is below',
  ),
);
const crontab = fc.array(line).map((all) => all.map((text) => `${text}\n`).join(''));

describe('a crontab of somebody', () => {
  it('is byte for byte as it was after our lines have come, changed and gone, wherever they stand', () => {
    fc.assert(
      fc.property(crontab, crontab, (before, after) => {
        const first = cut(withBlock(cut(before), lines) + after);
        expect(first).toEqual({ before, block: lines, after });
        const second = cut(withBlock(first, others));
        expect(second).toEqual({ before, block: others, after });
        expect(second.before + second.after).toBe(before + after);
      }),
    );
  });

  it('has our lines once, however often they are put in', () => {
    fc.assert(
      fc.property(crontab, (text) => {
        const once = withBlock(cut(text), lines);
        expect(withBlock(cut(once), lines)).toBe(once);
      }),
    );
  });

  it('without a newline at its end gets one', () => {
    expect(withBlock(cut('5 4 * * * true'), lines)).toBe(`5 4 * * * true\n${lines}`);
  });

  const [begin = '', comment = '', command = '', end = ''] = lines.split('\n');
  it.each<[string, string[], string[]]>([
    ['has no end', [begin, command], [`1: ${begin}`]],
    ['has no beginning', ['a', command, end], [`3: ${end}`]],
    ['has them the wrong way round', [end, command, begin], [`1: ${end}`, `3: ${begin}`]],
    ['has them twice', [begin, end, begin, end], [`1: ${begin}`, `2: ${end}`, `3: ${begin}`, `4: ${end}`]],
    ['has a marker in other words', [`${begin} here`, command, end], [`1: ${begin} here`, `3: ${end}`]],
    ['has a marker further in', [` ${begin}`, command, end], [`1:  ${begin}`, `3: ${end}`]],
    [
      'has another command between them',
      ['a', begin, comment, command, '1 2 * * * true', end, 'b'],
      [`2: ${begin}`, `3: ${comment}`, `4: ${command}`, '5: 1 2 * * * true', `6: ${end}`],
    ],
  ])('that %s is not touched, and is shown', (_, text, unclear) => {
    expect(cutCrontab(`${text.join('\n')}\n`)).toEqual({ unclear });
  });

  it('has a command where ours is there, also when its times were changed', () => {
    expect(commandIn(lines.replace('15 * * * *', '0,30\t*/2 *  * mon-fri'))).toContain("'/usr/bin:/bin'".slice(1, -1));
    expect(commandIn(`${begin}\n${end}\n`)).toBeNull();
  });
});
