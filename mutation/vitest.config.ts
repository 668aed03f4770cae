import { defineConfig } from 'vitest/config';

/** What Stryker runs on every mutant: the quick tests that reach the core and the tick without the built program. */
export default defineConfig({
  test: {
    include: [
      'tests/{core,look,act,config}/**/*.test.ts',
      'tests/tick.test.ts',
      'tests/broker/paper.test.ts',
      'tests/ledger/memory.test.ts',
      'tests/report/explanation.test.ts',
      'mutation/loads.test.ts',
    ],
    testTimeout: 60_000,
  },
});
