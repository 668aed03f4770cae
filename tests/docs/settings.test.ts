import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eachSetting } from '../../src/settings/settings.js';

it('docs/settings.md has a row for every setting, as it is declared', () => {
  const rows = eachSetting().map(([, { key, env, unset, meaning }]) => {
    const names = [...env].reverse().map((name) => `\`${name}\``);
    return `| \`${key}\` | ${names.join(', ')} | ${unset} | ${meaning} |`;
  });
  const shown = readFileSync('docs/settings.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(shown).toEqual(rows);
});
