import { defineConfig } from 'vitest/config';

/** What takes a program of the operating system: `npm run test:machine`. Debian has it in the packages prometheus, cron, systemd, pgbouncer, strace and chromium. */
export default defineConfig({
  test: {
    include: ['tests/machine/**/*.machine.ts'],
    globalSetup: ['tests/support/build.ts', 'tests/support/shared-folder.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
