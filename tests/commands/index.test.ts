import { describe, expect, it } from 'vitest';
import { describe as describeEntry } from '../../src/commands/describe.js';
import { program } from '../../src/commands/index.js';
import { allCommands } from '../../src/shell/description.js';

const commands = allCommands(await describeEntry(program));

describe('the table of commands', () => {
  it.each(commands)('has examples of $words that name it, and a summary', ({ words, summary, examples }) => {
    expect(summary).not.toBe('');
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(example).toContain(['crypto-bot', ...words].join(' '));
  });

  it.each(commands)('has no option of $words twice', ({ options, arguments: own }) => {
    const names = [...options.flatMap((option) => option.names), ...own.map(({ name }) => name)];
    expect([...new Set(names)]).toEqual(names);
  });
});
