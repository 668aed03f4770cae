/**
 * npm run new-migration NAME: writes prisma/<provider>/migrations/<time>_NAME/migration.sql for both providers, from the
 * difference between prisma/migrated.prisma (the models as of the last migration) and prisma/models.prisma. Needs no
 * database: the engine compares two schemas. Read what it wrote before you commit it, and say there what a new column that
 * must not be null has in rows that exist.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const prisma = path.resolve(import.meta.dirname, '../prisma');
const models = path.join(prisma, 'models.prisma');
const migrated = path.join(prisma, 'migrated.prisma');

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('usage: npm run new-migration add_something');

await loadEngine();
const previous = existsSync(migrated) ? readFileSync(migrated, 'utf8') : '';
const changes = await Promise.all(
  /** @type {const} */ (['sqlite', 'postgresql']).map(async (provider) => {
    const sql = await diff(provider, previous, readFileSync(models, 'utf8'));
    return { provider, sql: adapt(provider, sql) };
  }),
);
if (changes.every(({ sql }) => !/^[^-]/m.test(sql))) throw new Error('the models say what the last migration made');

const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
for (const { provider, sql } of changes) {
  const migrations = path.join(prisma, provider, 'migrations');
  mkdirSync(path.join(migrations, `${time}_${name}`), { recursive: true });
  writeFileSync(path.join(migrations, `${time}_${name}`, 'migration.sql'), sql);
  writeFileSync(path.join(migrations, 'migration_lock.toml'), `provider = "${provider}"\n`);
}
copyFileSync(models, migrated);

/**
 * @param {'sqlite' | 'postgresql'} provider
 * @param {string} from models
 * @param {string} to models
 * @returns {Promise<string>} the SQL that leads from one to the other
 */
async function diff(provider, from, to) {
  const datasource = { path: 'schema.prisma', content: `datasource db {\n  provider = "${provider}"\n}\n` };
  /** @param {string} content @returns {engine.DiffTarget} */
  const schema = (content) =>
    content === ''
      ? { tag: 'empty' }
      : { tag: 'schemaDatamodel', files: [datasource, { path: 'models.prisma', content }] };
  const comparer = await engine.SchemaEngine.new(
    { datamodels: [[datasource.path, datasource.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(unusedAdapter(provider)),
  );
  const answer = await comparer.diff({
    from: schema(from),
    to: schema(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return answer.stdout ?? '';
}

/**
 * On PostgreSQL, text compares by bytes: the same order as SQLite's and JavaScript's, whatever the server's locale. And a
 * role that may not create schemas must be able to migrate its own.
 *
 * @param {string} provider
 * @param {string} sql
 */
function adapt(provider, sql) {
  if (provider === 'sqlite') return sql;
  return sql
    .replace(/-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/, '')
    .replaceAll(/^( +|(?:ALTER TABLE .* )?ADD COLUMN *)( *"\w+" TEXT)\b/gm, '$1$2 COLLATE "C"');
}

async function loadEngine() {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = script.replace(/\.js$/, '.wasm');
  const imports = { './schema_engine_bg.js': { ...engine } };
  const { instance } = await WebAssembly.instantiate(readFileSync(file), imports);
  engine.__wbg_set_wasm(instance.exports);
  /** @type {() => void} */ (instance.exports.__wbindgen_start)();
}

/**
 * The engine asks for a connection, which comparing two schemas never uses beyond its greeting.
 *
 * @param {'sqlite' | 'postgresql'} provider
 * @returns {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory}
 */
function unusedAdapter(provider) {
  /** @type {{ provider: 'sqlite' | 'postgres', adapterName: string }} */
  const identity = { provider: provider === 'sqlite' ? 'sqlite' : 'postgres', adapterName: 'none' };
  const { Int32, Text } = ColumnTypeEnum;
  /** @returns {Promise<import('@prisma/driver-adapter-utils').SqlDriverAdapter>} */
  const connect = async () => ({
    ...identity,
    queryRaw: async () => ({ columnNames: ['a', 'b', 'c'], columnTypes: [Text, Text, Int32], rows: [] }),
    executeRaw: async () => 0,
    executeScript: async () => undefined,
    dispose: async () => undefined,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
    startTransaction: () => Promise.reject(new Error('comparing schemas needs no transaction')),
  });
  return { ...identity, connect, connectToShadowDb: connect };
}
