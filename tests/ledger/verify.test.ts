import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { repairPositions } from '../../src/ledger/maintenance/verify-repair.js';
import { amountColumns } from '../../src/ledger/prisma/rows/columns.js';
import { databases, everything, modelTables, openWhole, verify } from './whole.js';

/** What SQLite takes for a time, or keeps as it is, and what PostgreSQL's own type can hold beyond the calendar of others. */
const timesOfSqlite = ['now', '12', '12345', '', '2026-02-31T00:00:00.000+00:00', '2026-11-22 22:21:12', '2026-11-22'];
const timesOfPostgresql = ['infinity', '-infinity', '0044-03-15 12:00:00 BC', '12026-11-22 22:21:12'];

const NO_PURCHASE_OF = (tick: string) => `tick ${tick} bought from the cash, and has no purchase there`;

const problemsOf = async (url: string) => (await verify(url)).checks.flatMap(({ problems }) => problems);

describe.each(['SQLite', 'PostgreSQL'] as const)('verifying a ledger in %s', (name) => {
  const { filledUrl, harm } = databases[name];

  it('finds nothing wrong with one that the program wrote, and says what it looked at', async () => {
    const { place, ...verification } = await verify(await filledUrl());
    expect(place).toContain(name === 'SQLite' ? 'crypto-bot.db' : 'schema=test_');
    expect(verification).toEqual({
      ok: true,
      damaged: false,
      exchange: null,
      againstRepair: [],
      rows: {
        cash_entry: 4,
        category: 1,
        coin_spending: 2,
        crypto: 2,
        daily_price: 2,
        decision: 6,
        notification: 0,
        orders: 6,
        position: 2,
        run: 0,
        setting: 0,
        spending: 3,
        tick: 3,
        transaction_history: 5,
        universe_member: 2,
      },
      checks: [
        ['the database finds itself in order', 38],
        ['each fill has its order, each order its tick, each row what it belongs to', 19],
        ['each order has the fills and times of its state', 6],
        ['orders and fills say what they may', 11],
        ['what was spent and is bound is what the orders make', 6],
        ['no slot is twice', 3],
        ['ticks are numbered without a gap', 3],
        ['all ticks are of one market', 3],
        ['all other rows say what they may', 27],
        ['each decision has the midnights it was made from', 8],
        ['the cash is what its entries and the orders make', 4],
        ['positions are what the transactions make', 5],
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
      `UPDATE position SET cost_basis = '4.500000000000000001' WHERE coin_id = 'bitcoin'`,
      ['bitcoin: cost basis is 4.500000000000000001, but its transactions make 4.5'],
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
        'coin_spending tether: the sum is 4.5, but the orders make 3',
        'order t2-tether is filled, and has 0 fills',
        'spending 2026-11-22: the sum is 9, but the orders make 7.5',
        'spending 2026-11: the sum is 9, but the orders make 7.5',
        'spending all: the sum is 9, but the orders make 7.5',
        'tether: buy count is 2, but its transactions make 1',
        'tether: cost basis is 3, but its transactions make 1.5',
        'tether: quantity is 2, but its transactions make 1',
        'tick t2: its entries in the cash make -3, but its orders 1.5',
      ],
    ],
    [
      'a fill of a promise not kept',
      `UPDATE orders SET status = 'promised' WHERE id = 't1-tether'`,
      [
        'order t1-tether is promised, and has 1 fills',
        'order t1-tether is promised, and was closed',
        'order t1-tether is promised, and was sent',
      ],
    ],
    [
      'orders whose times are not those of their state',
      `UPDATE orders SET closed_at = NULL WHERE id = 't1-tether'; UPDATE orders SET status = 'sending' WHERE id = 't3-tether'`,
      ['order t1-tether is filled, and was never closed', 'order t3-tether is sending, and was never sent'],
    ],
    [
      'orders that can never be found, or would be sent again',
      `UPDATE orders SET client_order_id = 'mine' WHERE id = 't1-bitcoin'; UPDATE orders SET sent_at = created_at WHERE id = 't3-tether'`,
      [
        'order t1-bitcoin is called mine at the exchange, and not 6f4b85ac-babf-5540-91a8-6781ebb92568',
        'order t3-tether is promised, and was sent',
      ],
    ],
    [
      'two orders of a coin of which nobody knows what became, and a fill under another name',
      `UPDATE orders SET status = 'sending', coin_id = 'tether', sent_at = created_at WHERE id IN ('t3-tether', 't3-bitcoin'); UPDATE orders SET closed_at = NULL WHERE id = 't3-bitcoin';
      DELETE FROM transaction_history WHERE id = 't3-bitcoin-1'; UPDATE transaction_history SET trade_id = '7' WHERE id = 't1-tether-1'`,
      [
        'bitcoin: buy count is 3, but its transactions make 2',
        'bitcoin: cost basis is 4.5, but its transactions make 3',
        'bitcoin: quantity is 3, but its transactions make 2',
        'coin_spending bitcoin: the sum is 4.5, but the orders make 3',
        'coin_spending tether: the sum is 4.5, but the orders make 6',
        'fill t1-tether-1 is not named by its order and trade',
        'tether: 2 orders are in sending',
      ],
    ],
    [
      'a promise that may cost more than is reserved',
      `UPDATE orders SET reserve = '1.4' WHERE id = 't3-tether'; UPDATE coin_spending SET amount = '4.4' WHERE coin_id = 'tether';
      UPDATE spending SET amount = '8.9'; UPDATE cash_entry SET amount = '-2.9', balance = '91.6' WHERE sequence = 4`,
      ['order t3-tether may cost 1.5, and 1.4 is reserved'],
    ],
    [
      'a switch that cannot be read',
      `INSERT INTO setting VALUES ('live', 'on', '2026-11-22 10:00:00')`,
      ['setting live: value is on'],
    ],
    [
      'a gap in the numbers of ticks',
      `UPDATE tick SET sequence = 7 WHERE id = 't3'`,
      ['the tick after the number 2 has the number 7'],
    ],
    [
      'a reserve that was never entered',
      `UPDATE orders SET reserve = '2' WHERE id = 't3-tether'`,
      [
        'coin_spending tether: the sum is 4.5, but the orders make 5',
        'spending 2026-11-22: the sum is 9, but the orders make 9.5',
        'spending 2026-11: the sum is 9, but the orders make 9.5',
        'spending all: the sum is 9, but the orders make 9.5',
        'tick t3: its entries in the cash make -3, but its orders 3.5',
      ],
    ],
    [
      'a fill for another coin',
      `UPDATE orders SET coin_id = 'tether' WHERE id = 't1-bitcoin'`,
      [
        'coin_spending bitcoin: the sum is 4.5, but the orders make 3',
        'coin_spending tether: the sum is 4.5, but the orders make 6',
        'fill t1-bitcoin-1 is not of the coin, side, quantity and price of its order',
      ],
    ],
    [
      'a fill of another quantity and one at another price',
      `UPDATE transaction_history SET quantity = '2' WHERE id = 't1-bitcoin-1'; UPDATE position SET quantity = '4', cost_basis = '6' WHERE coin_id = 'bitcoin';
      UPDATE transaction_history SET price = '1' WHERE id = 't1-tether-1'; UPDATE position SET cost_basis = '2.5' WHERE coin_id = 'tether'`,
      [
        'coin_spending bitcoin: the sum is 4.5, but the orders make 6',
        'coin_spending tether: the sum is 4.5, but the orders make 4',
        'fill t1-bitcoin-1 is not of the coin, side, quantity and price of its order',
        'fill t1-tether-1 is not of the coin, side, quantity and price of its order',
        'order t1-bitcoin is for 1, and its fills are 2',
        'spending 2026-11-22: the sum is 9, but the orders make 10',
        'spending 2026-11: the sum is 9, but the orders make 10',
        'spending all: the sum is 9, but the orders make 10',
        'tick t1: its entries in the cash make -3, but its orders 4',
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
        'tick t1: its entries in the cash make -3, but its orders 1.5',
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
    ['the loss of the last purchase', `DELETE FROM cash_entry WHERE sequence = 4`, [NO_PURCHASE_OF('t3')]],
    [
      'the loss of a purchase before others',
      `DELETE FROM cash_entry WHERE sequence = 3`,
      [
        'cash_entry 4: comes after the number 2',
        'cash_entry 4: the balance is 91.5, but the entries make 94.5',
        NO_PURCHASE_OF('t2'),
      ],
    ],
    [
      'the loss of the whole account',
      'DELETE FROM cash_entry',
      [NO_PURCHASE_OF('t1'), NO_PURCHASE_OF('t2'), NO_PURCHASE_OF('t3')],
    ],
    [
      'a purchase for another amount',
      `UPDATE cash_entry SET amount = '-2', balance = '92.5' WHERE sequence = 4`,
      ['tick t3: its entries in the cash make -2, but its orders 3'],
    ],
    [
      'a purchase of no tick',
      `UPDATE cash_entry SET tick_id = NULL WHERE sequence = 4`,
      ['cash_entry 4: is a purchase of no tick'],
    ],
    [
      'a purchase of a tick that is not there',
      `UPDATE cash_entry SET tick_id = 't9' WHERE sequence = 4`,
      ['cash_entry 4: there is no tick t9', 'tick t9: its entries in the cash make -3, but its orders 0'],
    ],
    [
      'a second purchase of a tick',
      `INSERT INTO cash_entry SELECT 'again', 5, kind, amount, '88.5', quote_currency, tick_id, at FROM cash_entry WHERE sequence = 4`,
      ['tick t3: its entries in the cash make -6, but its orders 3'],
    ],
    [
      'entries of an unknown kind and another currency',
      `UPDATE cash_entry SET kind = 'gift' WHERE sequence = 1; UPDATE cash_entry SET quote_currency = 'eur' WHERE sequence = 3`,
      ['cash_entry 3: is in eur, but the ledger is in usd', 'cash_entry m1: kind is gift'],
    ],
    [
      'a number that is twice',
      `DROP INDEX cash_entry_sequence_key; UPDATE cash_entry SET sequence = 3 WHERE sequence = 4`,
      ['cash_entry 3: comes after the number 3'],
    ],
    [
      'words that the program does not know',
      `UPDATE orders SET status = 'open' WHERE id = 't1-bitcoin'; UPDATE orders SET side = 'sell' WHERE id = 't2-bitcoin';
      UPDATE transaction_history SET side = 'sell' WHERE id = 't2-bitcoin-1';
      UPDATE decision SET action = 'guess' WHERE tick_id = 't1' AND coin_id = 'tether'; UPDATE category SET name = 'memes'`,
      [
        'category memes: name is memes',
        'decision t1: action is guess',
        'orders t1-bitcoin: status is open',
        'orders t2-bitcoin: side is sell',
        'transaction_history t2-bitcoin-1: side is sell',
      ],
    ],
    [
      'inputs that are no JSON, or of another version, or none at all',
      `UPDATE decision SET inputs = '{"version":1' WHERE tick_id = 't1' AND coin_id = 'bitcoin';
      UPDATE decision SET inputs = '{"version":2}' WHERE tick_id = 't1' AND coin_id = 'tether';
      UPDATE decision SET inputs = '[1]' WHERE tick_id = 't2' AND coin_id = 'bitcoin';
      UPDATE decision SET inputs = '5' WHERE tick_id = 't2' AND coin_id = 'tether';
      UPDATE decision SET inputs = '' WHERE tick_id = 't3' AND coin_id = 'bitcoin'; UPDATE decision SET inputs = 'null' WHERE tick_id = 't3' AND coin_id = 'tether'`,
      [
        'decision t1: inputs is {"version":1',
        'decision t1: inputs is {"version":2}',
        'decision t2: inputs is 5',
        'decision t2: inputs is [1]',
        'decision t3: inputs is ',
      ],
    ],
    [
      'midnights that are gone, or have lost a version',
      `INSERT INTO daily_price (coin_id, day, version, price) VALUES ('tether', '2026-11-20', 3, '1');
      DELETE FROM daily_price WHERE coin_id = 'bitcoin'`,
      [
        'daily_price tether 2026-11-20: has 1 versions, and the newest is 3',
        'decision t1 bitcoin: there is no daily_price of 2026-11-22, version 1',
        'decision t2 bitcoin: there is no daily_price of 2026-11-22, version 1',
        'decision t3 bitcoin: there is no daily_price of 2026-11-22, version 1',
      ],
    ],
    ['coins that are no list', `UPDATE category SET coins = 'tether'`, ['category stablecoins: coins is tether']],
    ['coins that are no texts', `UPDATE category SET coins = '[1]'`, ['category stablecoins: coins is [1]']],
    [
      'a lost tick',
      `DELETE FROM tick WHERE id = 't3'`,
      [
        'cash_entry 4: there is no tick t3',
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
        ...['t1-bitcoin', 't1-tether', 't2-bitcoin', 't2-tether', 't3-bitcoin'].map(
          (order) => `fill ${order}-1 is not of the coin, side, quantity and price of its order`,
        ),
        'orders t1-bitcoin: price is 1e5',
        'orders t1-tether: price is 1.2.3',
        'orders t2-bitcoin: price is 1.',
        'orders t2-tether: price is ',
        'orders t3-bitcoin: price is .5',
      ],
    ],
  ])('finds %s', async (_, sql, problems) => {
    const url = await filledUrl();
    await harm(url, sql);
    const { ok, damaged } = await verify(url);
    expect({ ok, damaged }).toEqual({ ok: false, damaged: false });
    expect((await problemsOf(url)).sort()).toEqual(problems);
  });

  it.each(name === 'SQLite' ? timesOfSqlite : timesOfPostgresql)('finds the time %s', async (time) => {
    const url = await filledUrl();
    await harm(url, `UPDATE transaction_history SET executed_at = '${time}' WHERE id = 't1-bitcoin-1'`);
    await harm(url, `UPDATE coin_spending SET last_bought_at = '${time}' WHERE coin_id = 'tether'`);
    expect((await problemsOf(url)).map((problem) => problem.replace(/ is .*/, ' is …'))).toEqual([
      'transaction_history t1-bitcoin-1: executed_at is …',
      'coin_spending tether: last_bought_at is …',
    ]);
  });

  it('makes positions anew from the transactions, whatever they were, and says before what that changes', async () => {
    const url = await filledUrl();
    await harm(
      url,
      `UPDATE position SET quantity = 'many', buy_count = 9 WHERE coin_id = 'bitcoin'; DELETE FROM position WHERE coin_id = 'tether'`,
    );
    const changes = [
      'bitcoin: buy count is 9, but its transactions make 3',
      'bitcoin: quantity is unreadable, but its transactions make 3',
      'tether: is not kept, but its transactions make a quantity of 2',
    ];
    const before = await everything(url);
    expect((await verify(url)).againstRepair).toEqual([]);
    const database = await openWhole(url, 'write');
    const repaired = await repairPositions(database, async (announced) => {
      expect(announced).toEqual(changes);
      expect(await database.query('SELECT quantity FROM position')).toEqual([{ quantity: 'many' }]);
    });
    expect(repaired).toEqual(changes);
    expect((await verify(url)).ok).toBe(true);
    const { position, ...rest } = await everything(url);
    expect({ ...before, position: [] }).toEqual({ ...rest, position: [] });
  });

  it.each([
    [
      'is lost',
      `DELETE FROM transaction_history WHERE id = 't1-tether-1'`,
      'each order has the fills and times of its state',
    ],
    [
      'is doubled',
      `INSERT INTO transaction_history (id, order_id, trade_id, coin_id, side, quantity, price, fee, executed_at)
        SELECT 'again', order_id, '2', coin_id, side, quantity, price, fee, executed_at
        FROM transaction_history WHERE id = 't1-tether-1'`,
      'each order has the fills and times of its state',
    ],
    [
      'is of another quantity',
      `UPDATE transaction_history SET quantity = '7' WHERE id = 't1-tether-1'`,
      'each order has the fills and times of its state',
    ],
    ['has lost its order', `DELETE FROM orders WHERE id = 't1-tether'`, 'each fill has its order'],
    [
      'is lost with its order',
      `DELETE FROM orders WHERE id = 't1-tether'; DELETE FROM transaction_history WHERE id = 't1-tether-1'`,
      'what was spent and is bound is what the orders make',
    ],
    [
      'cannot be read',
      `UPDATE transaction_history SET fee = 'x' WHERE id = 't1-tether-1'`,
      'orders and fills say what they may',
    ],
  ])('repairs nothing when a fill %s', async (_, sql, check) => {
    const url = await filledUrl();
    await harm(url, sql);
    const before = await everything(url);
    expect((await verify(url)).againstRepair.join()).toContain(check);
    const announced: unknown[] = [];
    const repair = repairPositions(await openWhole(url, 'write'), async (changes) => void announced.push(changes));
    await expect(repair).rejects.toMatchObject({ code: 'ledger', message: expect.stringContaining(check) });
    await expect(repair).rejects.toThrow(
      /^positions cannot be made .* Restore a backup with crypto-bot restore FILE; nothing was changed$/,
    );
    expect(announced).toEqual([]);
    expect(await everything(url)).toEqual(before);
  });

  it('tells the first ten of many problems', async () => {
    const url = await filledUrl();
    await harm(
      url,
      `UPDATE crypto SET high_24h = 'x'; UPDATE decision SET price = 'x'; UPDATE spending SET amount = 'x'`,
    );
    const others = (await verify(url)).checks.find(({ check }) => check.startsWith('all other'));
    expect(others?.problems).toHaveLength(10);
    expect(others?.hasMore).toBe(true);
  });
});

it('knows of each text column whether it is an amount', () => {
  const texts =
    /(^|_)(id|symbol|name|slot|market|currency|strategy|action|reason|inputs|side|status|day|kind|period|coins|pair|by|value|service|topic|message|problem|policy)$/;
  const notAmounts = /^((\w+_)?(at|since|rank)|last_updated|buy_count|sequence|tries|exit_code|version|requests)$/;
  const amounts = modelTables().map(({ table, columns }) => [
    table,
    columns.filter((column) => !texts.test(column) && !notAmounts.test(column)).sort(),
  ]);
  const known = Object.entries(amountColumns).map(([table, columns]) => [table, [...columns].sort()]);
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(amounts.filter(([, columns]) => columns?.length)));
});

it('finds what is no number, where SQLite keeps it', async () => {
  const url = await databases.SQLite.filledUrl();
  await databases.SQLite.harm(url, `UPDATE crypto SET market_cap_rank = 'first' WHERE id = 'bitcoin'`);
  expect(await problemsOf(url)).toEqual(['crypto bitcoin: market_cap_rank is first']);
});

it('tells what SQLite itself finds damaged', async () => {
  const url = await databases.SQLite.filledUrl();
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
