import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strategyKinds } from '../../src/core/strategies/index.js';

const page = readFileSync('docs/strategies.md', 'utf8');

/** The part of the page under a heading. */
const section = (heading: string) => page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';

describe('docs/strategies.md', () => {
  it.each([...strategyKinds.values()])(
    'documents $name and its parameters as they are declared',
    ({ name, parameters }) => {
      const rows = Object.entries(parameters).map(([parameter, { unit, fallback, bounds, meaning }]) => {
        const limits = bounds ? `${bounds.min} to ${bounds.max}` : 'any';
        return `| \`${parameter}\` | ${unit} | ${fallback ?? 'must be given'} | ${limits} | ${meaning} |`;
      });
      const documented = section(name)
        .split('\n')
        .filter((line) => line.startsWith('| `'));
      expect(section(name)).not.toBe('');
      expect(documented).toEqual(rows);
    },
  );
});

describe('docs/development.md', () => {
  const blocks = [...readFileSync('docs/development.md', 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
    ([, code]) => code,
  );
  const entry = /^ {4}metrics: .*?^ {4}\},\n/ms.exec(readFileSync('src/commands/index.ts', 'utf8'))?.[0];

  it('shows a command and its entry as they are', () => {
    expect(blocks).toEqual([
      readFileSync('src/commands/operations/metrics.ts', 'utf8'),
      entry?.replaceAll(/^ {4}/gm, ''),
    ]);
  });
});
