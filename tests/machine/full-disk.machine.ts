import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run, temporaryFolder } from '../support/program.js';

/** The folder of a small disk of its own, which root alone may mount. */
function smallDisk(): string {
  const disk = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
  onTestFinished(() => void execFileSync('umount', [disk])); // before the folder is removed
  return disk;
}

/** A file that takes all that is left. */
function fill(disk: string, filler: string): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
}

it.skipIf(process.getuid?.() !== 0)(
  'what runs out of disk says so, writes no half, and is done where there is room again',
  async () => {
    const disk = smallDisk();
    const [filler, made] = [path.join(disk, 'filler'), path.join(disk, 'made')];
    const prices = path.join(temporaryFolder(), 'prices.csv');
    writeFileSync(prices, 'date,coin,price\n2026-01-01,bitcoin,9\n2026-01-02,bitcoin,7\n');
    const env = {
      HOME: temporaryFolder(),
      CRYPTO_BOT_MARKET: 'sample',
      DATABASE_URL: `file:${path.join(disk, 'crypto-bot.db')}`,
    };
    const cases: [string[], number, RegExp][] = [
      [['run'], 5, /crypto-bot\.db cannot grow: the disk is full/],
      [['cash', 'deposit', '10'], 5, /crypto-bot\.db cannot grow: the disk is full/],
      [['prune', '--decisions-before', '2100-01-01'], 5, /crypto-bot\.db cannot grow: the disk is full/],
      [['backup', made], 5, /the backup \S+ could not be made: .*full/],
      [['copy', '--to', `file:${made}`], 5, /made cannot grow: the disk is full/],
      [['copy', '--move', '--to', `file:${made}`], 5, /made cannot grow: the disk is full/],
      [
        ['backtest', '--prices', prices, '--param', 'window=2', '--keep', `file:${made}`],
        5,
        /made cannot grow: the disk is full/,
      ],
      [
        ['backtest', '--prices', prices, '--param', 'window=2', '--html', made],
        2,
        /made: it cannot be written \(ENOSPC/,
      ],
    ];
    expect((await run(['run'], env)).code).toBe(0);
    for (const [args, code, words] of cases) {
      fill(disk, filler);
      const full = await run(args, env);
      expect([args, full.code, full.stderr]).toEqual([args, code, expect.stringMatching(words)]);
      rmSync(filler);
      expect([args, (await run(['verify'], env)).code]).toEqual([args, 0]);
      const done = await run(args, env);
      expect([args, done.code, done.stderr]).toEqual([args, 0, expect.any(String)]);
      if (args.includes('--move')) expect((await run(['verify', '--db', `file:${made}`], env)).code).toBe(0);
      rmSync(made, { force: true });
      if (!args.includes('--move')) expect(readdirSync(disk)).toEqual(['crypto-bot.db']);
    }
  },
);
