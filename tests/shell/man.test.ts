import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderManText } from '../../src/report/man-text.js';
import { renderMan } from '../../src/shell/man.js';

const page = readFileSync('dist/crypto-bot.1', 'utf8');

describe('the man page', () => {
  it('has the sections of one, every command, its options, examples and the exit codes', () => {
    const sections = page.match(/^\.SH .*/gm)?.map((line) => line.slice('.SH '.length));
    expect(sections).toEqual([
      'NAME',
      'SYNOPSIS',
      'OPTIONS',
      'COMMANDS',
      'SETTINGS',
      'ENVIRONMENT',
      'FILES',
      'EXIT STATUS',
      'EXAMPLES',
    ]);
    expect(page).toMatch(/^\.TH CRYPTO-BOT 1 "" "crypto-bot \d+\.\d+\.\d+" "User Commands"$/m);
    for (const text of [
      '.SS crypto\\-bot run [options]',
      '\\fB\\-\\-once\\-per\\fR \\fIunit\\fR',
      '.B 5',
      '.B 130',
      '.B 143',
      '.B top (CRYPTO_BOT_TOP)',
      '.B CRYPTO_BOT_HOME',
      '.B ~/.config/crypto\\-bot/config.toml',
    ])
      expect(page).toContain(`${text}\n`);
    expect(page).toContain('crypto\\-bot run \\-\\-once\\-per hour \\-\\-quiet');
    expect(page).toMatch(/^\.SH EXAMPLES\n\.P\n\.nf\n(crypto.*\n)+\.fi\n/m);
  });

  it('has nothing but ASCII, and only macros after a dot', () => {
    expect(page).toMatch(/^[\n -~]+$/);
    const macros = new Set(page.match(/^\.\w+/gm));
    expect([...macros].sort()).toEqual(['.B', '.P', '.SH', '.SS', '.TH', '.TP', '.fi', '.nf']);
  });

  it('is read at a terminal without its macros, in the columns there are', () => {
    const text = renderManText(page, 80);
    expect(text).not.toMatch(/^\.|\\/m);
    expect(text).toContain('\nSETTINGS\n');
    expect(text).toContain(
      '\n       top (CRYPTO_BOT_TOP)\n              how many coins to look at, by market cap (default: 3)\n',
    );
    expect(text).toContain('\n       crypto-bot run --once-per hour --quiet ');
    const words = text
      .split('\n')
      .filter((line) => line.length > 80 && !/^ +\S+$|^ {3}crypto-bot|^ {7}crypto-bot/.test(line));
    expect(words).toEqual([]);
  });

  it('shows any text as it is', () => {
    const program = {
      words: [],
      usage: '',
      summary: ".it's\\a - …",
      arguments: [],
      options: [],
      examples: [],
      commands: [],
    };
    expect(
      renderMan(
        { ...program, commands: [{ ...program, words: ['x'] }] },
        { version: '1', exitCodes: {}, settings: [], variables: [], files: [] },
      ),
    ).toContain("\n\\&.it's\\ea \\- \\[u2026]\n");
  });
});
