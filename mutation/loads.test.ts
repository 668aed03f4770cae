import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const core = path.resolve(import.meta.dirname, '../src/core');

/**
 * A mutant that throws where its module is loaded lets no test begin, and Stryker counts only tests. Here the loading is a test.
 */
it('loads every module of the core', async () => {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) await import(path.join(core, file));
});
