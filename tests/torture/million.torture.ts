import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'libsql';
import { expect, it } from 'vitest';
import { EVER } from '../../src/core/calendar.js';
import { sum, toExactString } from '../../src/core/money.js';
import { filePath } from '../../src/ledger/sqlite/url.js';
import { amount } from '../core/examples.js';
import { freshPostgresqlUrl, freshSqliteUrl, open } from '../ledger/ledgers.js';
import { temporaryFolder } from '../support/program.js';
import { testedProgram } from '../support/tested-program.js';

const [QUANTITY, FEE] = ['0.123456789012345678', '0.0000000000000001'];

const TRANSACTIONS = Number(process.env.TORTURE_TRANSACTIONS ?? 1_000_000);

it(`${TRANSACTIONS} transactions go to PostgreSQL and back unchanged, in memory that does not grow`, async () => {
  const [source, server, back] = [freshSqliteUrl(), await freshPostgresqlUrl(), freshSqliteUrl()];
  await (await open({ url: source, mode: 'write' })).close();
  fill(filePath(source));

  const report = async (what: string, args: readonly string[]): Promise<string> => {
    const { stdout, seconds, cpuSeconds, megabytes } = await measured(args);
    console.log(
      `${what}: ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of it this process), ${megabytes} MB at most`,
    );
    expect(megabytes).toBeLessThan(400);
    return stdout;
  };
  console.log(`a ledger of ${TRANSACTIONS} transactions, ${Math.round(statSync(filePath(source)).size / 1e6)} MB`);
  expect(await report('verify on SQLite', ['verify', '--db', source])).toContain('Nothing is wrong.');
  await report('copy SQLite to PostgreSQL', ['copy', '--db', source, '--to', server]);
  expect(await report('verify on PostgreSQL', ['verify', '--db', server])).toContain('Nothing is wrong.');
  await report('copy PostgreSQL to SQLite', ['copy', '--db', server, '--to', back]);
  await report('backup', ['backup', path.join(temporaryFolder(), 'backup.db'), '--db', source]);
  expect(differences(filePath(source), filePath(back))).toEqual([]);
});

/** Ticks of three coins each, in SQL: the program itself would take an hour. */
function fill(file: string): void {
  const database = new Sqlite(file);
  const ticks = Math.ceil(TRANSACTIONS / 3);
  database.exec(`
    BEGIN;
    WITH coins(id, symbol, price) AS (VALUES ('bitcoin', 'btc', '49053.123456789012'), ('tether', 'usdt', '0.999586'), ('shiba-inu', 'shib', '0.00000856'))
    INSERT INTO crypto (id, symbol, name, current_price, fetched_at)
      SELECT id, symbol, id, price, '2026-11-22T22:21:12.951+00:00' FROM coins;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ticks})
    INSERT INTO tick SELECT printf('t%08d', i), printf('s%08d', i), i, 'sample', 'usd', 'below-average',
      strftime('%Y-%m-%dT%H:%M:%f+00:00', 1500000000 + i * 300 + (i % 1000) / 1000.0, 'unixepoch') FROM n;
    INSERT INTO decision SELECT t.id, c.id, c.symbol, c.current_price, c.current_price, 'buy',
      'it is below its 10-day average', '{"version":1,"price":"' || c.current_price || '"}', t.started_at FROM tick t, crypto c ORDER BY t.id;
    INSERT INTO orders (id, tick_id, coin_id, side, quantity, price, status, created_at, promised_at, closed_at)
      SELECT t.id || '-' || c.id, t.id, c.id, 'buy', '${QUANTITY}', c.current_price, 'filled', t.started_at, t.started_at, t.started_at
      FROM tick t, crypto c ORDER BY t.id;
    INSERT INTO transaction_history (id, order_id, trade_id, coin_id, side, quantity, price, fee, executed_at)
      SELECT id || '-1', id, '1', coin_id, side, quantity, price, '${FEE}', created_at FROM orders;
    COMMIT`);
  const rows = (sql: string) => database.prepare<[]>(sql).all() as Record<string, string>[];
  const insert = (table: string, ...values: (string | number | null)[]) =>
    database.prepare<unknown[]>(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`).run(...values);
  const costs = rows('SELECT id, current_price AS price FROM crypto').map(({ id = '', price = '' }) => {
    const [quantity, cost] = [amount(QUANTITY), amount(QUANTITY).times(price)];
    const paid = cost.plus(FEE).times(ticks);
    insert('position', id, ticks, toExactString(quantity.times(ticks)), toExactString(paid));
    insert('coin_spending', id, toExactString(cost.times(ticks)), '0', '0', null);
    return cost;
  });
  for (const digits of [10, 7, 0]) {
    const periods = `SELECT substr(started_at, 1, ${digits}) AS name, count(*) AS ticks FROM tick GROUP BY 1`;
    for (const { name = '', ticks: count = '' } of rows(periods))
      insert('spending', name || EVER, toExactString(sum(costs).times(count)));
  }
  database.close();
}

interface Measured {
  readonly stdout: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

async function measured(args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', path.resolve('tests/support/tell-usage.mjs'), testedProgram, ...args],
    { env: { CRYPTO_BOT_HOME: temporaryFolder() } },
  );
  const [, kilobytes, cpuMs] = /\nusage (\d+) (\d+)\n$/.exec(stdout) ?? [];
  return {
    stdout,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: Number(cpuMs) / 1000,
    megabytes: Math.round(Number(kilobytes) / 1000),
  };
}

/** The tables that differ in any column of any row. */
function differences(one: string, other: string): unknown[] {
  const database = new Sqlite(one);
  try {
    database.exec(`ATTACH '${other}' AS other`);
    const tables = database
      .prepare<[]>(`SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'`)
      .all() as { name: string }[];
    return tables.filter(({ name }) => {
      const either = `SELECT * FROM (SELECT * FROM main."${name}" EXCEPT SELECT * FROM other."${name}") UNION ALL
        SELECT * FROM (SELECT * FROM other."${name}" EXCEPT SELECT * FROM main."${name}") LIMIT 1`;
      return database.prepare<[]>(either).all().length > 0;
    });
  } finally {
    database.close();
  }
}
