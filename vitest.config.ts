import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts'],
    // Real servers, databases and processes on two cores: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
