import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts'],
    setupFiles: ['tests/support/umask.ts'],
    // By itself vitest leaves a core to others, which is half of a small machine.
    maxWorkers: '100%',
    // Real servers, databases and processes on two cores: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
