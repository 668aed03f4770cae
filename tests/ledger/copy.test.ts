import { describe, expect, it } from 'vitest';
import { copyLedger } from '../../src/ledger/maintenance/copy.js';
import { moveLedger } from '../../src/ledger/maintenance/move.js';
import type { Column, Table, TableDatabase } from '../../src/ledger/maintenance/tables.js';
import { openTables } from '../../src/wiring.js';
import { now } from '../core/examples.js';
import { open } from './ledgers.js';
import { aPromise, begin } from './promises.js';
import { databases, everything, modelTables, openWhole, verify } from './whole.js';

const ways = [
  ['SQLite', 'PostgreSQL'],
  ['PostgreSQL', 'SQLite'],
  ['SQLite', 'SQLite'],
  ['PostgreSQL', 'PostgreSQL'],
] as const;

async function copy(from: string, to: string) {
  const seen: string[] = [];
  const counts = await copyLedger(await openWhole(from), await openWhole(to, 'write'), ({ table, rows, totalRows }) =>
    seen.push(`${table} ${rows}/${totalRows}`),
  );
  return { counts, seen };
}

/** As long and odd as a column may hold it; the same in every table, so that each reference finds what it names. */
const values: Readonly<Record<Column['kind'], readonly unknown[]>> = {
  text: ['-123456789012345678901234567890.123456789012345678901234567890', `"quoted" 'text' \\ {}\n\t€ 😀`],
  number: [-2147483648, 2147483647],
  boolean: [1, 0],
  time: ['1970-01-01T00:00:00.000+00:00', '2026-11-22T22:21:12.951+00:00'],
};

/** Two rows with something in every column. */
function oddRows({ columns }: Table): string[] {
  return [0, 1].map((n) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name, kind }) => [name, values[kind][n]]))),
  );
}

describe.each(ways)('a copy from %s to %s', (from, to) => {
  it('has every column of every table, to the last digit', async () => {
    const [source, target] = [await databases[from].freshUrl(), await databases[to].freshUrl()];
    const database = await openWhole(source, 'write');
    const tables = await database.tables();
    await database.write(async () => {
      for (const table of tables) await database.insertJson(table, oddRows(table));
    });
    const described = tables.map(({ name, columns }) => ({
      table: name,
      columns: columns.map((it) => it.name).sort(),
    }));
    const expected = modelTables().map(({ table, columns }) => ({ table, columns: columns.sort() }));
    expect(described.sort(byTable)).toEqual(expected.sort(byTable));

    const { counts } = await copy(source, target);
    expect(counts).toEqual(Object.fromEntries(expected.map(({ table }) => [table, 2])));
    expect(await everything(target)).toEqual(await everything(source));
  });

  it('is in order, and can be gone on with', async () => {
    const [source, target] = [await databases[from].filledUrl(), await databases[to].freshUrl()];
    const { seen } = await copy(source, target);
    expect(seen.at(-1)).toMatch(/ 38\/38$/);
    expect((await verify(target)).ok).toBe(true);
    expect(await everything(target)).toEqual(await everything(source));
  });

  it('is refused where there is something already', async () => {
    const [source, target] = [await databases[from].filledUrl(), await databases[to].filledUrl()];
    const before = await everything(target);
    await expect(copy(source, target)).rejects.toMatchObject({ code: 'config', message: /is not empty/ });
    await expect(copy(source, source)).rejects.toMatchObject({ code: 'config', message: /is not empty/ });
    expect(await everything(target)).toEqual(before);
  });

  it('that fails in the middle leaves the target empty', async () => {
    const [source, target] = [await databases[from].filledUrl(), await databases[to].freshUrl()];
    const failing = await openWhole(source);
    const stream = failing.stream.bind(failing);
    const broken = {
      ...failing,
      stream: (sql: string) => {
        if (sql.includes('transaction_history')) throw new Error('the cable was cut');
        return stream(sql);
      },
    };
    await expect(copyLedger(broken, await openWhole(target, 'write'), () => {})).rejects.toThrow('the cable was cut');
    expect(Object.values(await everything(target)).flat()).toEqual([]);
  });
});

describe.each(['SQLite', 'PostgreSQL'] as const)('a move from %s', (name) => {
  it('ends what a run that is under way would write there, and a copy of the ledger is not marked', async () => {
    const [source, target] = [await databases[name].filledUrl(), await databases.SQLite.freshUrl()];
    const underWay = await open({ url: source, mode: 'write' });
    await moveLedger(await openWhole(source, 'write'), await openWhole(target, 'write'), now, () => {});
    await expect(begin(underWay, aPromise('t4', ['bitcoin']))).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringMatching(/^this ledger was moved to the ledger .*\.db: name that one/),
    });
    await underWay.close();
    expect((await verify(target)).ok).toBe(true);
    const gone = await open({ url: target, mode: 'write' });
    await begin(gone, aPromise('t4', ['bitcoin']));
    await gone.close();
  });

  it('that fails leaves the ledger as it was; one that was moved before stays so', async () => {
    const [source, target, full] = [
      await databases[name].filledUrl(),
      await databases.SQLite.freshUrl(),
      await databases.SQLite.filledUrl(),
    ];
    const before = await everything(source);
    const move = async (to: string) =>
      moveLedger(await openWhole(source, 'write'), await openWhole(to, 'write'), now, () => {});
    await expect(move(full)).rejects.toMatchObject({ message: /is not empty/ });
    expect(await everything(source)).toEqual(before);
    await move(target);
    const moved = await everything(source);
    expect(moved).not.toEqual(before);
    await expect(move(target)).rejects.toMatchObject({ message: /was moved to the ledger .* already: name that one/ });
    const other = await databases.SQLite.freshUrl();
    await expect(move(other)).rejects.toMatchObject({ message: /already: name that one .* copy without --move$/ });
    expect(Object.values(await everything(other)).flat()).toEqual([]);
    expect(await everything(source)).toEqual(moved);
  });
});

describe('a move from SQLite that is killed', () => {
  it('leaves, at every step, one ledger to go on in, and is completed by the same command', async () => {
    const arrange = async () => ({
      source: await databases.SQLite.filledUrl(),
      target: await databases.SQLite.freshUrl(),
    });
    const move = async ({ source, target }: Awaited<ReturnType<typeof arrange>>, lifeline = { steps: Infinity }) => {
      const [from, to] = [await openTables(source, 'write', 20_000), await openTables(target, 'write', 20_000)];
      try {
        await moveLedger(killedAfter(lifeline, from), killedAfter(lifeline, to), now, () => {});
      } finally {
        await Promise.all([from.close(), to.close()]);
      }
    };
    const expected = await everything(await databases.SQLite.filledUrl());
    const isMoved = async (url: string) => JSON.stringify((await everything(url)).setting).includes('moved_to');

    let kills = 0;
    for (let isDone = false; !isDone; kills += 1) {
      const places = await arrange();
      isDone = await move(places, { steps: kills }).then(
        () => true,
        () => false,
      );
      const rows = await everything(places.target);
      if (Object.values(rows).flat().length > 0) {
        expect(rows).toEqual(expected);
        expect(await isMoved(places.source), `step ${kills}`).toBe(true);
      }
      await move(places).catch((error) => expect(error.message).toContain('already: name that one'));
      expect(await everything(places.target)).toEqual(expected);
      expect(await isMoved(places.source)).toBe(true);
    }
    expect(kills).toBe(8); // three steps of each of two transactions, one in the middle of the second, and none
  });
});

/** A database that after so many steps does nothing any more, as that of a process which was killed then. */
function killedAfter(lifeline: { steps: number }, database: TableDatabase): TableDatabase {
  const step = () => {
    lifeline.steps -= 1;
    if (lifeline.steps < 0) throw new Error('killed');
  };
  return {
    ...database,
    async insertJson(table, rows) {
      if (table.name === 'orders') step();
      await database.insertJson(table, rows);
    },
    async write(work) {
      step();
      const value = await database.write(async () => {
        const value = await work();
        step();
        return value;
      });
      step();
      return value;
    },
  };
}

describe.each(['SQLite', 'PostgreSQL'] as const)('rows streamed from %s', (name) => {
  it('may be left before the last one: others can be read then, and written', async () => {
    const url = await databases[name].freshUrl();
    const database = await openWhole(url, 'write');
    const rows = Array.from({ length: 12_000 }, (_, n) => ({
      coin_id: 'bitcoin',
      day: `day ${n}`,
      version: 1,
      price: '1',
    }));
    const table = (await database.tables()).find((it) => it.name === 'daily_price') as Table;
    await database.write(() =>
      database.insertJson(
        table,
        rows.map((row) => JSON.stringify(row)),
      ),
    );

    const found = await database.read(async () => {
      for await (const batch of database.stream('SELECT * FROM daily_price')) {
        expect(batch.length).toBeLessThan(rows.length);
        break;
      }
      let count = 0;
      for await (const batch of database.stream('SELECT * FROM daily_price')) count += batch.length;
      for await (const _ of database.stream('SELECT * FROM daily_price')) break;
      return count;
    });
    expect(found).toBe(rows.length);
    const other = await openTables(url, 'write', 200);
    await other.write(() => other.query(`DELETE FROM daily_price WHERE day = 'day 1'`)).finally(() => other.close());
  });
});

function byTable(one: { table: string }, other: { table: string }): number {
  return one.table < other.table ? -1 : 1;
}
