import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { createLibSqlAdapter } from '../../src/ledger/sqlite/adapter.js';
import { connectSqlite } from '../../src/ledger/sqlite/connect.js';

const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-adapter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const connect = (file: string) =>
  createLibSqlAdapter(() => connectSqlite(path.join(folder, file), 1234), 1234).connect();

const asking = { sql: 'PRAGMA busy_timeout', args: [], argTypes: [] };

it('lets SQLite wait for reads, not inside a transaction, and again after one, however it ends', async () => {
  const database = await connect('waits.db');
  const waits = async () => (await database.queryRaw(asking)).rows;
  expect(await waits()).toEqual([[1234]]);
  for (const end of ['commit', 'rollback'] as const) {
    const transaction = await database.startTransaction();
    expect((await transaction.queryRaw(asking)).rows).toEqual([[0]]);
    await transaction[end]();
    expect(await waits()).toEqual([[1234]]);
  }
  await database.dispose();
});

it('keeps queries and transactions out of a transaction that is under way', async () => {
  const database = await connect('queue.db');
  const first = await database.startTransaction();
  const done: string[] = [];
  const query = database.queryRaw(asking).then(() => done.push('query'));
  const second = database.startTransaction().then(async (transaction) => {
    done.push('second');
    await transaction.commit();
  });
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  expect(done).toEqual([]);
  await first.commit();
  await Promise.all([query, second]);
  expect(done).toEqual(['query', 'second']);
  await database.dispose();
});
