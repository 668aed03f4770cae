import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLibSqlAdapter } from '../../src/ledger/sqlite/adapter.js';
import { connectSqlite } from '../../src/ledger/sqlite/connect.js';
import { openTables } from '../../src/wiring.js';
import { AT_MOST_A_BEGINNING, preload } from '../support/killing.js';
import { run, temporaryFolder } from '../support/program.js';

/** As SQLite numbers them: a commit is on the disk, and so is the removal of its journal. */
const EXTRA = 3;

const preloaded = (file: string) => ({ NODE_OPTIONS: `--import ${pathToFileURL(path.resolve(file)).href}` });

async function stepsOf(args: readonly string[], home: string): Promise<string[]> {
  const file = path.join(temporaryFolder(), 'steps');
  const env = { CRYPTO_BOT_HOME: home, ...preload, STEPS_FILE: file };
  expect(await run(args, env)).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

describe('what survives a power cut: test:torture has the cuts themselves', () => {
  it('is a commit, on every connection of the program', async () => {
    const home = temporaryFolder();
    const steps = await stepsOf(['cash', 'deposit', '5'], home);
    const connections = steps.flatMap((step, index) =>
      step.startsWith('database ') ? [steps.slice(index + 1, index + 2)] : [],
    );
    expect(connections.length).toBeGreaterThan(1);
    for (const [first] of connections)
      expect(first).toBe('statements PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON');
  });

  it('is what the driver then says itself', async () => {
    const file = path.join(temporaryFolder(), 'crypto-bot.db');
    const url = pathToFileURL(file).href;
    const tables = await openTables(url, 'write', 1000);
    expect(await tables.query('PRAGMA synchronous')).toEqual([{ synchronous: EXTRA }]);
    expect(await tables.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }]);
    await tables.close();
    const connection = await createLibSqlAdapter(() => connectSqlite(file, 1000), 1000).connect();
    const query = { sql: 'PRAGMA synchronous', args: [], argTypes: [] };
    expect(await connection.queryRaw(query)).toMatchObject({ rows: [[EXTRA]] });
    await connection.dispose();
  });

  it('is the name of a new file, and of each folder made for it', async () => {
    const above = temporaryFolder();
    const home = path.join(above, 'new', 'home');
    const steps = await stepsOf(['cash', 'deposit', '5'], home);
    const SYNCED = 'sync what was opened last';
    const made = [
      [`folder ${path.join(above, 'new')}`, `open ${above}`],
      [`folder ${home}`, `open ${path.join(above, 'new')}`],
      [`open ${path.join(home, 'crypto-bot.db')}`, `open ${home}`],
    ] as const;
    for (const [making, opening] of made) {
      const at = steps.indexOf(making);
      expect(at, making).not.toBe(-1);
      expect(steps.slice(at + 1, at + 3)).toEqual([opening, SYNCED]);
    }
  });
});

describe('locks', () => {
  it('that keep nobody out are found out at the first write, which is refused', async () => {
    const home = temporaryFolder();
    const env = { CRYPTO_BOT_HOME: home };
    expect(await run(['cash', 'deposit', '5'], env)).toMatchObject({ code: 0 });
    const idle = { ...env, ...preloaded('tests/support/idle-locks.mjs') };
    const refused = await run(['cash', 'deposit', '7'], idle);
    expect(refused).toMatchObject({ code: 5, stdout: '' });
    expect(refused.stderr).toBe(
      `crypto-bot: the ledger ${home}/crypto-bot.db is on a file system where locks do not work, so that two runs at once ` +
        "would lose each other's purchases: put it on a local disk, or use PostgreSQL\n",
    );
    expect((await run(['cash'], env)).stdout).toContain('Cash balance: 5 usd');
  });

  it('are tried by another process where the system does not list them', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), ...preloaded('tests/support/no-list-of-locks.mjs') };
    expect(await run(['cash', 'deposit', '5'], env)).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
  });
});
