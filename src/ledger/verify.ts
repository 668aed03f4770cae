import { positionDifferences } from '../core/position-differences.js';
import type { TableDatabase } from './tables.js';
import { checksOf } from './verify-checks.js';
import { foldTransactions, loadKeptPositions } from './verify-positions.js';
import { findWrongSums } from './verify-sums.js';

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
  /** The database itself is: then nothing else was checked. */
  readonly damaged: boolean;
  readonly ok: boolean;
}

/** How many problems of each check are told. */
const SHOWN = 10;

/** Checks a ledger from end to end, at one moment of it. Throws a ledger CryptoBotError when it cannot be read. */
export async function verifyLedger(database: TableDatabase): Promise<Verification> {
  const { place } = database;
  const { rows, checks, damaged } = await database.read(() => runChecks(database));
  return { place, rows, checks, damaged, ok: checks.every(({ problems }) => problems.length === 0) };
}

async function runChecks(database: TableDatabase): Promise<Pick<Verification, 'rows' | 'checks' | 'damaged'>> {
  const damage = resultOf('the database finds itself in order', 0, await database.findDamage());
  if (damage.problems.length > 0) return { rows: {}, checks: [damage], damaged: true };

  const tables = await database.tables();
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = await database.query(`SELECT count(*) AS n FROM "${name}"`);
    rows[name] = Number(counted?.n);
  }
  const rowsOf = (names: readonly string[]) => names.reduce((total, name) => total + (rows[name] ?? 0), 0);

  const checks = [{ ...damage, rows: rowsOf(Object.keys(rows)) }];
  for (const { check, of, queries } of checksOf(tables, database)) {
    const problems: string[] = [];
    for (const query of queries) {
      if (problems.length > SHOWN) break;
      const found = await database.query(`${query} LIMIT ${SHOWN + 1}`);
      problems.push(...found.map(({ problem }) => String(problem)));
    }
    checks.push(resultOf(check, rowsOf(of), problems));
  }

  const { positions } = await foldTransactions(database);
  const differences = positionDifferences(await loadKeptPositions(database), positions);
  const problems = differences.map(({ coin, problem }) => `${coin}: ${problem}`);
  checks.push(resultOf('positions are what the transactions make', rowsOf(['transaction_history']), problems));
  const sums = rowsOf(['orders', 'cash_entry']);
  checks.push(resultOf('what was spent, and the cash, are what the orders make', sums, await findWrongSums(database)));
  return { rows, checks, damaged: false };
}

function resultOf(check: string, rows: number, problems: readonly string[]): CheckResult {
  return { check, rows, problems: problems.slice(0, SHOWN).map(printable), hasMore: problems.length > SHOWN };
}

/** What a damaged row says may be anything. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?').slice(0, 300);
}
