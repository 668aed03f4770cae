import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { amountColumns } from '../../src/ledger/verify-checks.js';
import { repairPositions } from '../../src/ledger/verify-positions.js';
import { freshSqliteUrl } from './ledgers.js';
import { databases, fillLedger, modelTables, openWhole, verify } from './whole.js';

const problemsOf = async (url: string) => (await verify(url)).checks.flatMap(({ problems }) => problems);

describe.each(['SQLite', 'PostgreSQL'] as const)('verifying a ledger in %s', (name) => {
  const { freshUrl, harm } = databases[name];
  const filled = async () => {
    const url = await freshUrl();
    await fillLedger(url);
    return url;
  };

  it('finds nothing wrong with one that the program wrote, and says what it looked at', async () => {
    const { place, ...verification } = await verify(await filled());
    expect(place).toContain(name === 'SQLite' ? 'crypto-bot.db' : 'schema=test_');
    expect(verification).toEqual({
      ok: true,
      damaged: false,
      rows: {
        cash_entry: 4,
        category: 1,
        coin_spending: 2,
        crypto: 2,
        daily_price: 0,
        decision: 6,
        orders: 6,
        position: 2,
        spending: 3,
        tick: 3,
        transaction_history: 5,
        universe_member: 2,
      },
      checks: [
        ['the database finds itself in order', 36],
        ['each fill has its order, each order its tick, each row what it belongs to', 19],
        ['a filled order has exactly its fill, a promised one none', 6],
        ['no slot is twice', 3],
        ['all ticks are of one market', 3],
        ['amounts are exact decimals, and times are times', 36],
        ['positions are what the transactions make', 5],
        ['what was spent, and the cash, are what the orders make', 10],
      ].map(([check, rows]) => ({ check, rows, problems: [], hasMore: false })),
    });
  });

  it.each([
    [
      'a position with another quantity',
      `UPDATE position SET quantity = '4' WHERE coin_id = 'bitcoin'`,
      ['bitcoin: quantity is 4, but its transactions make 3'],
    ],
    [
      'a position that is wrong in the last digit',
      `UPDATE position SET cost_basis = '4.5' WHERE coin_id = 'bitcoin'`,
      ['bitcoin: cost basis is 4.5, but its transactions make 4.500000000000000003'],
    ],
    [
      'a lost position',
      `DELETE FROM position WHERE coin_id = 'tether'`,
      ['tether: is not kept, but its transactions make a quantity of 2'],
    ],
    [
      'a position out of nothing',
      `UPDATE crypto SET id = 'doge' WHERE id = 'tether'; UPDATE position SET coin_id = 'doge' WHERE coin_id = 'tether'`,
      [
        'doge: is kept, but there are no transactions of it',
        'orders: there is no crypto tether',
        'orders: there is no crypto tether',
        'orders: there is no crypto tether',
        'tether: is not kept, but its transactions make a quantity of 2',
        'transaction_history: there is no crypto tether',
        'transaction_history: there is no crypto tether',
      ],
    ],
    [
      'a lost transaction',
      `DELETE FROM transaction_history WHERE id = 't2-tether-1'`,
      [
        'order t2-tether is filled, and has 0 fills',
        'tether: buy count is 2, but its transactions make 1',
        'tether: cost basis is 3.000000000000000002, but its transactions make 1.500000000000000001',
        'tether: quantity is 2, but its transactions make 1',
      ],
    ],
    [
      'a fill of a promise not kept',
      `UPDATE orders SET status = 'promised' WHERE id = 't1-tether'`,
      ['order t1-tether is promised, and has 1 fills'],
    ],
    [
      'a fill for another coin',
      `UPDATE orders SET coin_id = 'tether' WHERE id = 't1-bitcoin'`,
      [
        'coin_spending bitcoin: the sum is 4.5, but the orders make 3',
        'coin_spending tether: the sum is 4.5, but the orders make 6',
        'fill t1-bitcoin-1 is not of the coin and side of its order',
      ],
    ],
    [
      'a lost order',
      `DELETE FROM orders WHERE id = 't1-tether'`,
      [
        'coin_spending tether: the sum is 4.5, but the orders make 3',
        'spending 2026-11-22: the sum is 9, but the orders make 7.5',
        'spending 2026-11: the sum is 9, but the orders make 7.5',
        'spending all: the sum is 9, but the orders make 7.5',
        'transaction_history: there is no orders t1-tether',
      ],
    ],
    [
      'sums that caps are measured by',
      `UPDATE spending SET amount = '8.999' WHERE period = 'all'; DELETE FROM coin_spending WHERE coin_id = 'tether'`,
      [
        'coin_spending tether: the sum is 0, but the orders make 4.5',
        'spending all: the sum is 8.999, but the orders make 9',
      ],
    ],
    [
      'a balance that is not what the entries make',
      `UPDATE cash_entry SET balance = '95' WHERE sequence = 3`,
      [
        'cash_entry 3: the balance is 95, but the entries make 94.5',
        'cash_entry 4: the balance is 91.5, but the entries make 92',
      ],
    ],
    [
      'a lost tick',
      `DELETE FROM tick WHERE id = 't3'`,
      [
        'decision: there is no tick t3',
        'decision: there is no tick t3',
        'orders: there is no tick t3',
        'orders: there is no tick t3',
      ],
    ],
    [
      'a slot that is twice',
      `DROP INDEX tick_slot_key; UPDATE tick SET slot = 'slot of t1' WHERE id = 't2'`,
      ['slot slot of t1 is there 2 times'],
    ],
    [
      'ticks of two markets',
      `UPDATE tick SET market = 'other' WHERE id = 't2'`,
      ['1 ticks are of other in usd', '2 ticks are of sample in usd'],
    ],
    [
      'amounts that are none',
      `UPDATE orders SET price = '1e5' WHERE id = 't1-bitcoin'; UPDATE orders SET price = '1.' WHERE id = 't2-bitcoin';
      UPDATE orders SET price = '.5' WHERE id = 't3-bitcoin'; UPDATE orders SET price = '1.2.3' WHERE id = 't1-tether';
      UPDATE orders SET price = '' WHERE id = 't2-tether'; UPDATE orders SET price = '-0.50' WHERE id = 't3-tether'`,
      [
        'orders t1-bitcoin: price is 1e5',
        'orders t1-tether: price is 1.2.3',
        'orders t2-bitcoin: price is 1.',
        'orders t2-tether: price is ',
        'orders t3-bitcoin: price is .5',
      ],
    ],
  ])('finds %s', async (_, sql, problems) => {
    const url = await filled();
    await harm(url, sql);
    const { ok, damaged } = await verify(url);
    expect({ ok, damaged }).toEqual({ ok: false, damaged: false });
    expect((await problemsOf(url)).sort()).toEqual(problems);
  });

  it('makes positions anew from the transactions, whatever they were', async () => {
    const url = await filled();
    await harm(
      url,
      `UPDATE position SET quantity = 'many', buy_count = 9 WHERE coin_id = 'bitcoin'; DELETE FROM position WHERE coin_id = 'tether'`,
    );
    expect(await repairPositions(await openWhole(url, 'write'))).toEqual([
      'bitcoin: buy count is 9, but its transactions make 3',
      'bitcoin: quantity is unreadable, but its transactions make 3',
      'tether: is not kept, but its transactions make a quantity of 2',
    ]);
    expect((await verify(url)).ok).toBe(true);
  });

  it('repairs nothing when a transaction cannot be read', async () => {
    const url = await filled();
    await harm(
      url,
      `UPDATE transaction_history SET fee = 'x' WHERE id = 't1-tether-1'; UPDATE position SET quantity = '4'`,
    );
    const before = await problemsOf(url);
    await expect(repairPositions(await openWhole(url, 'write'))).rejects.toThrow(
      'positions cannot be made from transactions of which 1 cannot be read: restore a backup; nothing was changed',
    );
    expect(await problemsOf(url)).toEqual(before);
  });

  it('tells the first ten of many problems', async () => {
    const url = await filled();
    await harm(url, `UPDATE crypto SET high_24h = 'x'; UPDATE decision SET price = 'x'; UPDATE orders SET price = 'x'`);
    const amounts = (await verify(url)).checks.find(({ check }) => check.startsWith('amounts'));
    expect(amounts?.problems).toHaveLength(10);
    expect(amounts?.hasMore).toBe(true);
  });
});

it('knows of each text column whether it is an amount', () => {
  const texts =
    /(^|_)(id|symbol|name|slot|market|quote_currency|strategy|action|reason|inputs|side|status|day|kind|period|coins)$/;
  const notAmounts =
    /^(market_cap_rank|last_updated|fetched_at|started_at|created_at|executed_at|buy_count|decided_at|last_bought_at|last_cut_at|at|sequence)$/;
  const amounts = modelTables().map(({ table, columns }) => [
    table,
    columns.filter((column) => !texts.test(column) && !notAmounts.test(column)).sort(),
  ]);
  const known = Object.entries(amountColumns).map(([table, columns]) => [table, [...columns].sort()]);
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(amounts.filter(([, columns]) => columns?.length)));
});

it('tells what SQLite itself finds damaged', async () => {
  const url = freshSqliteUrl();
  await fillLedger(url);
  const file = fileURLToPath(url);
  const database = new Sqlite(file);
  const index = `SELECT rootpage AS page FROM sqlite_master WHERE name = 'sqlite_autoindex_transaction_history_1'`;
  const { page } = database.prepare<[]>(index).get() as { page: number };
  const [size] = database.prepare<[]>('PRAGMA page_size').raw().get() as [number];
  database.close();
  const bytes = readFileSync(file);
  bytes.write('t9', bytes.indexOf('t1-bitcoin-1', (page - 1) * size));
  writeFileSync(file, bytes);

  const { ok, damaged, checks } = await verify(url);
  expect({ ok, damaged }).toEqual({ ok: false, damaged: true });
  expect(checks).toHaveLength(1);
  expect(checks[0]?.problems.join()).toContain('sqlite_autoindex_transaction_history_1');
});
