import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'libsql';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../support/program.js';
import { collect, open } from './ledgers.js';
import { bundle, run } from './processes.js';
import { aPromise, begin, fill } from './promises.js';

let folder: string;
let file: string;
let url: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = path.join(folder, 'crypto-bot.db');
  url = `file:${file}`;
});

function database(): Sqlite.Database {
  return new Sqlite(file);
}

describe('where it is', () => {
  it('makes folders and file for its owner only', async () => {
    const nested = path.join(folder, 'a/b/ledger.db');
    await open({ url: `file:${nested}`, mode: 'write' });
    const modes = [path.join(folder, 'a'), path.join(folder, 'a/b'), nested].map((it) => statSync(it).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  it('leaves the mode of a folder and a file that are there', async () => {
    chmodSync(folder, 0o755);
    writeFileSync(file, '', { mode: 0o640 });
    await open({ url, mode: 'write' });
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o755, 0o640]);
  });

  it.each(['plain.db', 'sp ace.db', 'q?u#e%41st.db', 'ünï "quoted" \'漢\'.db', 'no-extension'])(
    'may be called %s',
    async (name) => {
      const odd = path.join(folder, name);
      await open({ url: pathToFileURL(odd).href, mode: 'write' });
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it('follows the working directory when relative, and then stays', async () => {
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const ledger = await open({ url: 'file:here.db', mode: 'write' });
    cwd.mockRestore();
    await begin(ledger, aPromise('tick-1', ['bitcoin']));
    expect(readdirSync(folder)).toEqual(['here.db']);
  });

  it.each(['', 'crypto-bot.db', 'mysql://me:hunter2@host/db', 'file://other-host/x.db', 'file:/%zz'])(
    'refuses the URL "%s", and does not repeat it',
    async (wrong) => {
      const opening = open({ url: wrong, mode: 'write' });
      await expect(opening).rejects.toMatchObject({
        code: 'config',
        message: expect.stringContaining('file:/home/you'),
      });
      await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
    },
  );
});

describe('reading', () => {
  it('makes nothing where there is no ledger', async () => {
    const ledger = await open({ url: `file:${folder}/nowhere/crypto-bot.db`, mode: 'read' });
    expect(await ledger.loadHoldings()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes an empty file for an empty ledger, and leaves it empty', async () => {
    writeFileSync(file, '');
    expect(await (await open({ url, mode: 'read' })).loadMarket()).toBeNull();
    expect(statSync(file).size).toBe(0);
  });

  it('leaves the file byte for byte, and no other beside it', async () => {
    const writer = await open({ url, mode: 'write' });
    await begin(writer, aPromise('tick-1', ['bitcoin']));
    await writer.close();
    const before = readFileSync(file);
    const reader = await open({ url, mode: 'read' });
    await reader.loadHoldings();
    await collect(reader.streamTransactions({}));
    await reader.close();
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['crypto-bot.db']);
  });

  it('keeps no lock: others can write while a reader is open', async () => {
    await open({ url, mode: 'write' });
    const reader = await open({ url, mode: 'read' });
    await reader.loadHoldings();
    for await (const _ of reader.streamTransactions({})) break;
    expect(() => database().exec('CREATE TABLE other (id INTEGER)')).not.toThrow();
  });
});

describe('taking turns', () => {
  it('waits for another program that is writing', async () => {
    const ledger = await open({ url, mode: 'write' });
    const other = database();
    other.exec('BEGIN IMMEDIATE');
    const begun = begin(ledger, aPromise('tick-1', ['bitcoin']));
    setImmediate(() => other.exec('COMMIT'));
    expect(await begun).toBe('begun');
  });

  it('says so when the other does not finish, and works again when it has', async () => {
    const ledger = await open({ url, mode: 'write', lockTimeoutMs: 50 });
    const other = database();
    other.exec('BEGIN EXCLUSIVE');
    const busy = {
      code: 'ledger',
      retryable: true,
      message: `the ledger ${file} is in use by another program for too long: try again`,
    };
    await expect(begin(ledger, aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject(busy);
    await expect(open({ url, mode: 'write', lockTimeoutMs: 50 })).rejects.toMatchObject(busy);
    await expect(open({ url, mode: 'read', lockTimeoutMs: 50 })).rejects.toMatchObject(busy);
    other.exec('ROLLBACK');
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    expect(() => other.exec('CREATE TABLE other (id INTEGER)')).not.toThrow();
  });

  it('releases the write lock when the commit is refused', async () => {
    const ledger = await open({ url, mode: 'write', lockTimeoutMs: 50 });
    const other = database();
    other.exec('BEGIN');
    other.prepare('SELECT * FROM tick').all(); // a read transaction: others may begin to write, and not commit
    await expect(begin(ledger, aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject({ retryable: true });
    other.exec('COMMIT');
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
  });
});

describe('what cannot be opened', () => {
  it.each([
    ['a directory', () => mkdirSync(file), 'is a directory: name a file with --db'],
    [
      'garbage',
      () => writeFileSync(file, 'not a database '.repeat(1000)),
      'is not an SQLite database: name another file with --db',
    ],
    [
      'an SQLite header and garbage',
      () => writeFileSync(file, `SQLite format 3\0${'x'.repeat(9000)}`),
      /is (damaged|not an SQLite database)/,
    ],
  ])('%s', async (_what, make, problem) => {
    make();
    for (const mode of ['read', 'write'] as const)
      await expect(open({ url, mode })).rejects.toMatchObject({
        code: 'ledger',
        message: expect.stringMatching(problem instanceof RegExp ? problem : `the ledger ${file} ${problem}`),
      });
  });

  it('a file of several names, while a symbolic link is as good as the file', async () => {
    await open({ url, mode: 'write' });
    const link = path.join(folder, 'link.db');
    symlinkSync(file, link);
    expect(await (await open({ url: `file:${link}`, mode: 'write' })).loadHoldings()).toEqual([]);
    const other = path.join(folder, 'other.db');
    linkSync(file, other);
    for (const name of [file, other, link])
      for (const mode of ['read', 'write'] as const)
        await expect(open({ url: `file:${name}`, mode })).rejects.toMatchObject({
          code: 'ledger',
          message: expect.stringMatching(`the ledger ${name} has 2 names .*: remove the other names`),
        });
    rmSync(other);
    expect(await (await open({ url, mode: 'write' })).loadHoldings()).toEqual([]);
  });

  it('a path through a file', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    const opening = open({ url: `file:${folder}/file/crypto-bot.db`, mode: 'write' });
    await expect(opening).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining('cannot be opened: check its path'),
    });
  });

  it('a file system that takes no files', async () => {
    const opening = open({ url: 'file:/proc/crypto-bot/ledger.db', mode: 'write' });
    await expect(opening).rejects.toMatchObject({
      code: 'ledger',
      message:
        'the ledger /proc/crypto-bot/ledger.db cannot be opened: check its path, and the permissions of the file and its folder',
    });
    expect(existsSync('/proc/crypto-bot')).toBe(false);
  });
});

describe('damage', () => {
  it.each([
    ['position', `UPDATE position SET quantity = 'many'`, 'in the table position, row "bitcoin", quantity is "many"'],
    ['position', `UPDATE position SET cost_basis = '1e5'`, 'in the table position, row "bitcoin", cost_basis is "1e5"'],
    ['crypto', `UPDATE crypto SET current_price = x'00'`, 'column'],
    ['crypto', `UPDATE crypto SET fetched_at = 'yesterday'`, 'in the table crypto, row "bitcoin", fetched_at'],
  ])('in %s is told by table and row: %s', async (_table, change, message) => {
    const ledger = await open({ url, mode: 'write' });
    const promise = aPromise('tick-1', ['bitcoin']);
    await begin(ledger, promise);
    const [order] = promise.plan.orders;
    if (order) await fill(ledger, order);
    database().exec(change);
    await expect(ledger.loadHoldings()).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining(message),
    });
  });

  it.each([`'bitcoin'`, `'["bitcoin", 1]'`, `'{}'`])('in the coins of a category is told too: %s', async (coins) => {
    const ledger = await open({ url, mode: 'write' });
    database().exec(`INSERT INTO category VALUES ('wrapped', '2026-11-22', ${coins})`);
    await expect(ledger.loadCategories()).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining('in the table category, row "wrapped", coins is '),
    });
  });

  it('in an order or a transaction is told too', async () => {
    const ledger = await open({ url, mode: 'write' });
    const promise = aPromise('tick-1', ['bitcoin', 'tether']);
    await begin(ledger, promise);
    const [order] = promise.plan.orders;
    if (order) await fill(ledger, order);
    database().exec(`UPDATE orders SET side = 'sell'; UPDATE transaction_history SET fee = ''`);
    await expect(ledger.loadOpenOrders()).rejects.toMatchObject({ message: expect.stringContaining('side is "sell"') });
    await expect(collect(ledger.streamTransactions({}))).rejects.toMatchObject({
      message: expect.stringContaining('fee is ""'),
    });
  });
});

it('is whole after the disk was full', async () => {
  const program = await bundle(`
    import { openLedger } from '../../src/wiring.ts';
    import { aPromise, begin } from './promises.ts';
    const ledger = await openLedger({ url: process.argv[2], mode: 'write' });
    const coins = Array.from({ length: 1500 }, (_, n) => 'coin-' + n);
    await begin(ledger, aPromise('tick-2', coins)).catch((error) => console.log(error.code, error.message));
  `);
  const ledger = await open({ url, mode: 'write' });
  await begin(ledger, aPromise('tick-1', ['bitcoin']));
  const limited = `ulimit -f 400 && exec "$0" "$@"`; // 200 or 400 kB: more than there is, less than is coming
  const ending = await run('sh', '-c', limited, process.execPath, program, url);
  expect(ending.output).toMatch(/^ledger the ledger \S+ (cannot grow: the disk is full|could not be read or written)/);
  expect((await ledger.loadOpenOrders()).map((order) => order.id)).toEqual(['tick-1-bitcoin']);
  expect(await begin(ledger, aPromise('tick-2', ['bitcoin']))).toBe('begun');
});
