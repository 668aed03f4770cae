/**
 * npm run test:nodes: the installed package on every major of Node that it supports, with both databases. Not a part of
 * `npm test`, since it downloads each Node from npm.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { temporaryFolder } from '../support/program.js';
import { type Installed, installPackage, nobody, runInstalled } from './installed.js';

const nodes = ['20.19.0', '20', '22', '24', '26'];

let installed: Installed;
let server: PostgresServer;
beforeAll(async () => {
  installed = installPackage();
  server = await startPostgres();
});
afterAll(async () => {
  installed.remove();
  await server.stop();
});

/** The npm package `node` fetches one of these in a script; its binary needs none. */
function installNode(version: string): { node: string; remove(): void } {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-node-'));
  chmodSync(folder, 0o755);
  const range = version.includes('.') ? version : `>=${version} <${Number(version) + 1}`;
  execFileSync('npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `${name}@${range}`,
  ]);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { node: path.join(folder, 'node_modules', name, 'bin/node'), remove };
}

/** Node 20 has no compile cache. */
const keepsCompiled = (version: string) => Number(version.split('.')[0]) >= 22;

describe.each(nodes)('Node %s', (version) => {
  let node: string;
  let remove: () => void;
  beforeAll(() => {
    ({ node, remove } = installNode(version));
  }, 300_000);
  afterAll(() => remove());

  it('is what it says', async () => {
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(new RegExp(`^v${version}\\b`));
  });

  it.each(['SQLite', 'PostgreSQL'])('runs, and reads what it wrote, on %s', async (database) => {
    const home = temporaryFolder();
    if (nobody) chownSync(home, nobody.uid, nobody.gid);
    const url = database === 'SQLite' ? `file:${home}/ledger.db` : await server.createDatabase();
    const at = (now: string) => ({ node, env: { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: now, DATABASE_URL: url } });
    const tick = ['run', '--market', 'sample', '--top', '10'];
    expect(await runInstalled(installed, tick, at('2026-11-22T20:00:00Z'))).toContain('Purchasing 1 ');
    expect(await runInstalled(installed, tick, at('2026-11-22T21:00:00Z'))).toContain('Buy count: 2');
    expect(await runInstalled(installed, ['portfolio'], at('2026-11-22T21:30:00Z'))).toContain('Total');
    expect(await runInstalled(installed, ['history'], at('2026-11-22T21:30:00Z'))).toContain('2026-11-22 21:00:00');
    expect(existsSync(path.join(home, 'cache'))).toBe(keepsCompiled(version));
  });

  it('runs where the compiled program cannot be kept', async () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, 'cache'), 'no folder');
    if (nobody) chownSync(home, nobody.uid, nobody.gid);
    expect(await runInstalled(installed, ['config', 'show'], { node, env: { CRYPTO_BOT_HOME: home } })).toContain(home);
  });
});
