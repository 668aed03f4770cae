import { BROKER } from '../../broker-check.js';
import { legible } from '../readable.js';
import type { Table, TableDatabase } from '../tables.js';
import { type Check, checksOf, SHOWN } from './verify-checks.js';
import { findWrongPositions } from './verify-positions.js';

/** What was looked at, and what is wrong with it. */
interface CheckResult {
  /** What is true when nothing is wrong. */
  readonly check: string;
  /** How many rows it was about. */
  readonly rows: number;
  /** The first that is wrong. */
  readonly problems: readonly string[];
  readonly hasMore: boolean;
}

export interface Verification {
  readonly place: string;
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>;
  readonly checks: readonly CheckResult[];
  /** The exchange that the ledger remembers; null where it is for paper, or is damaged. */
  readonly exchange: string | null;
  /** The database itself is: then nothing else was checked. */
  readonly damaged: boolean;
  /** The checks that say why positions cannot be made anew from the transactions: none when they can. */
  readonly againstRepair: readonly string[];
  readonly ok: boolean;
}

/** Checks a whole ledger, at one moment of it. Throws a ledger CryptoBotError when it cannot be read. */
export async function verifyLedger(database: TableDatabase): Promise<Verification> {
  const { place } = database;
  const checked = await database.read(() => runChecks(database));
  return { place, ...checked, ok: checked.checks.every(({ problems }) => problems.length === 0) };
}

/** What an answer within moments can be had for: the checks of orders, fills and ticks. Gives what is wrong. */
export async function verifyQuickly(database: TableDatabase): Promise<string[]> {
  return database.read(async () => {
    const problems: string[] = [];
    for (const { isQuick, find } of [...checksOf(await database.tables(), database), POSITIONS])
      if (isQuick) problems.push(...(await find(database)).slice(0, SHOWN).map(legible));
    return problems;
  });
}

async function runChecks(database: TableDatabase): Promise<Omit<Verification, 'place' | 'ok'>> {
  const damage = resultOf(IN_ORDER, 0, await database.findDamage());
  if (damage.problems.length > 0)
    return { rows: {}, checks: [damage], exchange: null, damaged: true, againstRepair: [IN_ORDER] };

  const tables = await database.tables();
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = await database.query(`SELECT count(*) AS n FROM "${name}"`);
    rows[name] = Number(counted?.n);
  }
  const rowsOf = (names: readonly string[]) => names.reduce((total, name) => total + (rows[name] ?? 0), 0);

  const checks = [{ ...damage, rows: rowsOf(Object.keys(rows)) }];
  const againstRepair: string[] = [];
  for (const { check, of, underPositions, find } of [...checksOf(tables, database), POSITIONS]) {
    const result = resultOf(check, rowsOf(of), await find(database));
    if (underPositions && result.problems.length > 0) againstRepair.push(check);
    checks.push(result);
  }
  return { rows, checks, exchange: await exchangeIn(database, tables), damaged: false, againstRepair };
}

async function exchangeIn(database: TableDatabase, tables: readonly Table[]): Promise<string | null> {
  if (!tables.some(({ name }) => name === 'setting')) return null; // of a version that knew no exchange
  const [own] = await database.query(`SELECT value FROM setting WHERE name = '${BROKER}'`);
  return own === undefined ? null : String(own.value);
}

const IN_ORDER = 'the database finds itself in order';

const POSITIONS: Check = {
  check: 'positions are what the transactions make',
  of: ['transaction_history'],
  isQuick: true,
  find: async (database) => (await findWrongPositions(database)).problems,
};

function resultOf(check: string, rows: number, problems: readonly string[]): CheckResult {
  return { check, rows, problems: problems.slice(0, SHOWN).map(legible), hasMore: problems.length > SHOWN };
}
