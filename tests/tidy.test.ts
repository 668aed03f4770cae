import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

function sources(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(ts|js)$/.test(file) && !file.startsWith('generated'))
    .map((file) => path.join(folder, file));
}

describe('the code', () => {
  it.each<[string, RegExp, string[]]>([
    ['the clock or chance in the core', /Date\.now|new Date\(\)|Math\.random/, ['src/core', 'src/report']],
    [
      // Save in the two places that say why they may: an indicator is a signal, a statistic a figure, and no amount.
      'floating point for money',
      /parseFloat|(?<!indicator\.add\(price|\bfigure)\.toNumber\(\)/,
      ['src/core', 'src/ledger', 'src/report', 'src/broker'],
    ],
    [
      'unfinished or switched-off work',
      /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-expect-error|biome-ignore|as any\b/,
      ['src', 'scripts', 'bin'],
    ],
    ['waiting for the clock', /\bsetTimeout\(/, ['tests']],
  ])('has no %s', (_, banned, folders) => {
    const found = folders
      .flatMap(sources)
      .filter((file) => file !== path.join('tests', 'tidy.test.ts'))
      .filter((file) => banned.test(readFileSync(file, 'utf8')));
    expect(found).toEqual([]);
  });
});
