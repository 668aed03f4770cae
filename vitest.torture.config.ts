import { defineConfig } from 'vitest/config';

/** The long proofs: `npm run test:torture`. What they did is printed. */
export default defineConfig({
  test: {
    include: ['tests/torture/**/*.torture.ts'],
    globalSetup: ['tests/support/build.ts', 'tests/support/shared-folder.ts'],
    setupFiles: ['tests/support/umask.ts'],
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
