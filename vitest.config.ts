import os from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts', 'tests/support/shared-folder.ts', 'tests/support/strays.ts'],
    setupFiles: ['tests/support/umask.ts'],
    // Tests wait for disks, servers and processes for a good part of their time: more workers than cores are faster.
    maxWorkers: Math.ceil(1.5 * os.availableParallelism()),
    // Real servers, databases and processes on two cores: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
