import pg from 'pg';
import { CryptoBotError } from '../../errors.js';
import { inDoubtError } from '../in-doubt.js';
import {
  BATCH_ROWS,
  type Column,
  describeTables,
  LONG_STATEMENT_MS,
  type Row,
  TABLE_OF_MIGRATIONS,
  type TableAddress,
  type TableDatabase,
} from '../maintenance/tables.js';
import { createClient, setForTransaction } from './connect.js';
import { describeServer } from './describe-server.js';
import { isDisconnected, translatePostgresqlError } from './errors.js';
import { parsePostgresqlUrl } from './url.js';
import { takeWriteLock } from './write-lock.js';

/** A ledger's tables in a PostgreSQL schema. */
export function postgresqlTables(url: string): TableAddress {
  const address = parsePostgresqlUrl(url);
  const { schema, place } = address;
  const translated = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw translatePostgresqlError(error, place);
    }
  };

  return {
    place: `the database ${place}`,
    isMissing: () => false, // it has answered
    connect: async ({ connectTimeoutMs, lockTimeoutMs }) => {
      const answerTimeoutMs = LONG_STATEMENT_MS + connectTimeoutMs;
      const client = createClient(address, { connectTimeoutMs, answerTimeoutMs });
      const limits = { statementTimeoutMs: LONG_STATEMENT_MS, idleTimeoutMs: LONG_STATEMENT_MS };
      const settings = setForTransaction(schema, { ...limits, lockTimeoutMs });
      const knowsJson = await translated(async () => {
        await client.connect();
        const { rows } = await client.query('SHOW server_version_num');
        return Number(rows[0].server_version_num) >= KNOWS_JSON;
      });
      return tablesOf(client, { schema, place: `the database ${place}`, settings, knowsJson }, translated);
    },
  };
}

/** The version from which on SQL can ask whether a text is JSON. */
const KNOWS_JSON = 16_00_00;

type Translated = <T>(work: () => Promise<T>) => Promise<T>;

interface Server {
  readonly schema: string;
  readonly place: string;
  /** SQL for the beginning of each transaction. */
  readonly settings: string;
  readonly knowsJson: boolean;
}

function tablesOf(
  client: pg.Client,
  { schema, place, settings, knowsJson }: Server,
  translated: Translated,
): TableDatabase {
  const query = (sql: string): Promise<Row[]> => translated(async () => (await client.query(sql)).rows);

  const commit = async () => {
    try {
      await query('COMMIT');
    } catch (error) {
      const inDoubt = error instanceof CryptoBotError && isDisconnected(error.cause);
      throw inDoubt ? inDoubtError(error, 'crypto-bot verify') : error;
    }
  };

  const transaction =
    (begin: string) =>
    async <T>(work: () => Promise<T>): Promise<T> => {
      await query(begin);
      try {
        const result = await work();
        await commit();
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined); // the first failure is the one to tell
        throw error;
      }
    };

  return {
    place,
    query,

    async *stream(sql) {
      await query(`DECLARE batches NO SCROLL CURSOR FOR ${sql}`);
      const fetch = () => {
        const rows = query(`FETCH ${BATCH_ROWS} FROM batches`);
        rows.catch(() => {}); // whoever waits for it is told
        return rows;
      };
      let next = fetch();
      try {
        for (let last = false; !last; ) {
          const batch = await next;
          last = batch.length < BATCH_ROWS;
          if (!last) next = fetch(); // on its way while this one is worked on
          if (batch.length > 0) yield batch;
        }
      } finally {
        await client.query('CLOSE batches').catch(() => undefined); // a failure has closed it, and is the one to tell
      }
    },

    tables: async () =>
      describeTables(await query(selectColumns(schema)), await query(selectReferences(schema)), kinds),

    selectJson: ({ name, columns }) =>
      `SELECT row_to_json(r)::text AS "row" FROM (SELECT ${columns.map(toJson).join(', ')} FROM "${name}") r`,

    insertJson: ({ name, columns }, rows) =>
      translated(async () => {
        const list = columns.map((it) => `"${it.name}"`).join(', ');
        const sql = `INSERT INTO "${name}" (${list}) SELECT ${list} FROM json_populate_recordset(NULL::"${name}", $1)`;
        await client.query(sql, [`[${rows.join(',')}]`]);
      }),

    read: transaction(`BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; ${settings}`),
    // Read committed, so that what is read after the wait for the turn is what others have left.
    write: transaction(`BEGIN ISOLATION LEVEL READ COMMITTED; ${settings}; ${takeWriteLock(schema)}`),

    shrink: async () => {}, // the server uses the space again by itself

    findDamage: async () => (await query(selectDamage(schema))).map((it) => String(it.problem)),

    describeServer: () => translated(() => describeServer(client, ours(schema))),

    dayOf: (column) => `to_char(${column}, 'YYYY-MM-DD')`,
    isNoDecimal: (column) => `${column} !~ '^-?[0-9]{1,200}([.][0-9]{1,200})?$'`,
    // An older server can be asked about the ends of a text only.
    isNoJson: (column) => (knowsJson ? `${column} IS NOT JSON` : `${column} !~ '^(null|[{].*[}])$'`),
    isNoNumber: () => 'false', // its own type sees to that
    isNoTime: (column) => `${column} NOT BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999'`,

    close: () => client.end(),
  };
}

/** As SQLite has it: three decimals, and "+00:00" for the columns are in UTC. */
function toJson({ name, kind }: Column): string {
  if (kind === 'time') return `to_char("${name}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') AS "${name}"`;
  if (kind === 'boolean') return `"${name}"::int AS "${name}"`;
  return `"${name}"`;
}

const kinds: Readonly<Record<string, Column['kind']>> = {
  text: 'text',
  integer: 'number',
  bigint: 'number',
  boolean: 'boolean',
  'timestamp(3) without time zone': 'time',
};

const ours = (schema: string) => `c.relkind IN ('r', 'p') AND c.relname <> '${TABLE_OF_MIGRATIONS}'
  AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ${pg.escapeLiteral(schema)})
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

const selectColumns = (schema: string) => `
  SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE ${ours(schema)} ORDER BY c.relname, a.attnum`;

const namesOf = (table: string, numbers: string) => `(
  SELECT json_agg(a.attname ORDER BY n.place)::text FROM unnest(${numbers}) WITH ORDINALITY AS n(number, place)
  JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = n.number)`;

const selectReferences = (schema: string) => `
  SELECT c.relname AS child, p.relname AS parent,
    ${namesOf('f.conrelid', 'f.conkey')} AS columns, ${namesOf('f.confrelid', 'f.confkey')} AS keys
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
  WHERE f.contype = 'f' AND ${ours(schema)} ORDER BY f.conname`;

/** What an ordinary role can see; pages are checked by the server itself where checksums are on, as they are by default. */
const selectDamage = (schema: string) => `
  SELECT 'the constraint ' || f.conname || ' of ' || c.relname || ' is not enforced' AS problem
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid WHERE NOT f.convalidated AND ${ours(schema)}
  UNION ALL
  SELECT 'an index of ' || c.relname || ', ' || i.indexrelid::regclass || ', is not valid'
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE NOT i.indisvalid AND ${ours(schema)}
  LIMIT 10`;
