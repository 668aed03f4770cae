/**
 * Writes src/generated: the Prisma client of each provider, the migrations and the page of HTML reports as modules, so that the
 * bundled program reads no file of its own. Nothing is downloaded, and nothing is written when the inputs are those of the last time.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildPage, pageModule } from './page.js';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
const generated = path.join(root, 'src/generated');
const stamp = path.join(generated, 'inputs.sha256');
const providers = ['sqlite', 'postgresql'];

const inputs = hashInputs();
if (read(stamp) !== inputs) {
  rmSync(generated, { recursive: true, force: true });
  await Promise.all(providers.map(generateClient));
  writeFileSync(path.join(generated, 'migrations.ts'), migrationsModule());
  writeFileSync(stamp, inputs);
}
const page = await buildPage();
const pageFile = path.join(generated, 'page.ts');
if (read(pageFile) !== pageModule(page)) writeFileSync(pageFile, pageModule(page));

/** The files that the page was made from. */
export const pageInputs = page.inputs;

/** @param {string} provider */
async function generateClient(provider) {
  const cli = require.resolve('prisma/build/index.js');
  const args = [cli, 'generate', '--config', path.join(root, 'prisma/prisma.config.ts')];
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, PRISMA_PROVIDER: provider } });
}

function migrationsModule() {
  const all = Object.fromEntries(providers.map((provider) => [provider, readMigrations(provider)]));
  return [
    '/** Made by scripts/generate.js from prisma/<provider>/migrations, oldest first. */',
    'export interface Migration { readonly name: string; readonly checksum: string; readonly sql: string }',
    `export const migrations: Readonly<Record<'sqlite' | 'postgresql', readonly Migration[]>> = ${JSON.stringify(all, null, 2)};`,
    '',
  ].join('\n');
}

/** @param {string} provider */
function readMigrations(provider) {
  const folder = path.join(root, 'prisma', provider, 'migrations');
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
    });
}

/** Of everything in prisma/, this script, and the generator's version. */
function hashInputs() {
  const files = readdirSync(path.join(root, 'prisma'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(prisma|sql|ts)$/.test(file))
    .sort()
    .map((file) => path.join(root, 'prisma', file));
  const hash = createHash('sha256');
  for (const file of [...files, import.meta.filename, require.resolve('prisma/package.json')])
    hash.update(`${path.relative(root, file)}\n${readFileSync(file, 'utf8')}\n`);
  return hash.digest('hex');
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
