import { describe, expect, it, vi } from 'vitest';
import { execute } from '../../src/main.js';
import { temporaryFolder } from '../support/program.js';

const NOW = '2026-11-22T22:21:12.951Z';

/** Runs the program on the sample market at a time, and gives what it says on stderr. */
async function atTerminal(home: string, { now = NOW, interactive = true }, ...args: string[]): Promise<string[]> {
  vi.stubEnv('CRYPTO_BOT_HOME', home);
  vi.stubEnv('CRYPTO_BOT_NOW', now);
  const told: string[] = [];
  const complain = (text: string) => void told.push(text);
  const terminal = { columns: 80, colorful: false, interactive, print: async () => true, progress: () => {}, complain };
  await execute(['run', '--market', 'sample', '--top', '1', ...args], terminal);
  vi.unstubAllEnvs();
  return told.map((line) => line.replaceAll(home, '<home>'));
}

describe('a run says', () => {
  it('which time it takes place at, if not now, and in which ledger', async () => {
    const home = temporaryFolder();
    expect(await atTerminal(home, {})).toContain(
      `CRYPTO_BOT_NOW is set: this run takes place at ${NOW}, in the ledger <home>/crypto-bot.db`,
    );
    expect(await atTerminal(home, {}, '--quiet')).toEqual([]);
    expect(await atTerminal(home, {}, '--dry-run')).toEqual([]);
    expect(await atTerminal(home, { now: '' }, '--once-per', 'hour')).toEqual([]);
  });

  it('also when it is quiet that such a time, a day from the clock or more, was left set', async () => {
    const home = temporaryFolder();
    const hourly = (now: string) => atTerminal(home, { now }, '--once-per', 'hour', '--quiet');
    const [old, recent] = ['2020-01-01', new Date(Date.now() - 60_000).toISOString()];
    expect([await hourly(old), await hourly(recent), await hourly(recent)].flat()).toEqual([
      'a new ledger begins at <home>/crypto-bot.db',
    ]);
    expect(await hourly(old)).toEqual([
      expect.stringMatching(
        /^warning: CRYPTO_BOT_NOW is set, \d+ days from the clock, and the slot .* is recorded: no/,
      ),
    ]);
  });

  it('at a terminal that its hour has a tick, unless it keeps to slots', async () => {
    const home = temporaryFolder();
    const again = 'this hour has a tick already, and this run makes one more: --once-per hour would not';
    expect(await atTerminal(home, { now: '2026-11-22T21:59:59Z' })).not.toContain(again);
    expect(await atTerminal(home, {})).not.toContain(again);
    expect(await atTerminal(home, { interactive: false }, '--once-per', 'day')).not.toContain(again);
    expect((await atTerminal(home, {})).join()).toContain('this hour has 2 ticks already');
    expect(await atTerminal(home, { now: '2026-11-22T23:00:00Z' })).not.toContain(again);
    expect(await atTerminal(home, { now: '2026-11-22T23:01:00Z' })).toContain(again);
    expect(await atTerminal(home, { now: '2026-11-22T23:02:00Z', interactive: false })).toHaveLength(1);
    expect(await atTerminal(home, { now: '2026-11-22T23:03:00Z' }, '--once-per', 'minute')).toHaveLength(1);
  });
});
