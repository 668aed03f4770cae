import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { start } from '../support/program.js';

describe('help', () => {
  it.each([['--help'], ['--version']])('%s ends with 2 where it cannot be written', async (flag) => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start([flag], {}, full).outcome;
    expect(outcome.stderr).toContain('the output cannot be written (ENOSPC)');
    expect(outcome.code).toBe(2);
  });
});
