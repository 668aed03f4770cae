import { configDefaults, defineConfig } from 'vitest/config';

/**
 * What Stryker runs on every mutant: the quick tests that reach the core and the tick without the built program. The worlds of
 * tests/act are left out: each is one test of ten seconds and more.
 */
export default defineConfig({
  test: {
    include: [
      'tests/{core,look,act,config}/**/*.test.ts',
      'tests/tick.test.ts',
      'tests/broker/paper.test.ts',
      'tests/ledger/memory.test.ts',
      'tests/report/explanation.test.ts',
      'tests/docs/{settings,strategies}.test.ts',
      'mutation/loads.test.ts',
    ],
    exclude: [...configDefaults.exclude, 'tests/act/*worlds.test.ts', 'tests/act/every-world.test.ts'],
    isolate: false, // each run of Stryker has a worker of its own, which loads each module once
    testTimeout: 60_000,
  },
});
