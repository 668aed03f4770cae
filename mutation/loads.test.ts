import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const core = path.resolve(import.meta.dirname, '../src/core');

/**
 * A mutant that throws where its module is loaded lets no test begin, and Stryker counts only tests. So a test tells what the
 * loading threw. It is done outside of the test, which else would count as one that runs the code of each module's load.
 */
const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const thrown = await Promise.all(files.map((file) => import(path.join(core, file)))).then(
  () => null,
  (error: unknown) => error,
);

it('loads every module of the core', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(thrown).toBeNull();
});
