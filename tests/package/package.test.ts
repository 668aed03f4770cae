import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../support/program.js';
import { NOW } from '../support/scene.js';
import { type Installed, installPackage, nobody, runInstalled } from './installed.js';

let installed: Installed;
beforeAll(() => {
  installed = installPackage();
});
afterAll(() => installed.remove());

const MB = 1_000_000;

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  return files.map((file) => statSync(file)).reduce((total, stat) => total + (stat.isFile() ? stat.size : 0), 0);
}

describe('the package', () => {
  it('holds what runs, and nothing else', () => {
    const kinds = installed.packed.files.map(({ path: file }) =>
      file.replace(/^dist\/.*\.(js|wasm|1)$/, 'dist/*.$1').replace(/^(docs|deploy)\/.*$/, '$1/*'),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/crypto-bot.js',
      'bin/package.json',
      'compose.yaml',
      'crontab.example',
      'deploy/*',
      'dist/*.1',
      'dist/*.js',
      'dist/*.wasm',
      'dist/package.json',
      'dist/third-party-licenses.txt',
      'docs/*',
      'mutation/survivors.md',
      'package.json',
    ]);
    expect(installed.packed.files.map(({ path: file }) => file)).toContain('dist/sweep-worker.js');
    expect(installed.packed.size).toBeLessThan(3 * MB);
  });

  it('needs few other packages, none with a script', () => {
    const modules = path.join(installed.prefix, 'lib/node_modules');
    expect(sizeOf(modules)).toBeLessThan(40 * MB);
    const manifests = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(file),
    );
    const found = manifests.map((file) => JSON.parse(readFileSync(path.join(modules, file), 'utf8')));
    const names = found.map(({ name }) => name).filter((name) => !name.startsWith('@libsql/'));
    expect(names.sort()).toEqual(['@neon-rs/load', 'crypto-bot', 'detect-libc', 'libsql']);
    for (const { name, scripts = {} } of found.filter((it) => it.name !== 'crypto-bot'))
      expect({ name, scripts: Object.keys(scripts).filter((it) => /^(pre|post)?install$/.test(it)) }).toEqual({
        name,
        scripts: [],
      });
  });

  it('has whatever its pages link to', () => {
    const root = path.join(installed.prefix, 'lib/node_modules/crypto-bot');
    const pages = installed.packed.files.map((file) => file.path).filter((file) => file.endsWith('.md'));
    expect(pages).toContain('docs/settings.md');
    const dead = pages.flatMap((page) => {
      const links = [...readFileSync(path.join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)];
      return links.map(([, link = '']) => path.join(root, page, '..', link)).filter((file) => !existsSync(file));
    });
    expect(dead).toEqual([]);
  });

  it('installs the command and its man page', () => {
    for (const file of ['bin/crypto-bot', 'share/man/man1/crypto-bot.1'])
      expect(existsSync(path.join(installed.prefix, file))).toBe(true);
  });

  it('says how to build a copy that is not built', async () => {
    const folder = temporaryFolder();
    cpSync('bin', path.join(folder, 'bin'), { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const { status, stderr } = spawnSync(process.execPath, [path.join(folder, 'bin/crypto-bot.js'), 'run']);
    expect([status, String(stderr)]).toEqual([2, expect.stringMatching(/^crypto-bot: this copy is not built: .*\n$/)]);
  });

  it('runs as another account, from another folder', async () => {
    const home = temporaryFolder();
    if (nobody) chownSync(home, nobody.uid, nobody.gid);
    const env = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: NOW };
    expect(await runInstalled(installed, ['run', '--market', 'sample'], { env })).toContain('Purchasing 1 ');
    expect(await runInstalled(installed, ['portfolio', '--offline'], { env })).toContain('Total');
    expect(await runInstalled(installed, ['history'], { env })).toContain('2026-11-22 22:21:12');
  });

  it('leaves a ledger that may only be read byte for byte as it was, and says so', async () => {
    const home = temporaryFolder();
    if (nobody) chownSync(home, nobody.uid, nobody.gid);
    const env = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: NOW, CRYPTO_BOT_LOG_FILE: '/dev/null' };
    await runInstalled(installed, ['run', '--market', 'sample'], { env });
    const file = path.join(home, 'crypto-bot.db');
    const before = readFileSync(file);
    chmodSync(file, 0o444);
    chmodSync(home, 0o555);
    const refused = runInstalled(installed, ['run', '--market', 'sample'], { env });
    await expect(refused).rejects.toMatchObject({
      code: 5,
      stderr: expect.stringContaining(
        `crypto-bot: the ledger ${file} cannot be written: check the permissions of the file and its folder\n`,
      ),
    });
    chmodSync(home, 0o755);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('what is loaded', () => {
  const marks = {
    commander: 'node_modules/commander/',
    prisma: 'PrismaClientKnownRequestError',
    undici: 'node_modules/undici/',
    uplot: 'u-cursor-x',
  };

  /** The files that a command loads of the program. */
  async function filesLoadedBy(args: readonly string[], env: Record<string, string>): Promise<string[]> {
    const folder = temporaryFolder();
    await run(args, { ...env, NODE_V8_COVERAGE: folder });
    const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
    const own = urls.filter((url) => url.startsWith('file:') && url.includes('/dist/'));
    return own.map((url) => fileURLToPath(url));
  }

  /** The libraries that are in them. */
  async function loadedBy(args: readonly string[], env: Record<string, string>): Promise<string[]> {
    const text = (await filesLoadedBy(args, env)).map((file) => readFileSync(file, 'utf8')).join('');
    return Object.entries(marks).flatMap(([name, mark]) => (text.includes(mark) ? [name] : []));
  }

  it.each([[['--version']], [['--help']], [['run', '--tpo']], [['completion', 'bash']]])(
    'by %j is neither the database client nor the HTTP client',
    async (args) => {
      expect(await loadedBy(args, { CRYPTO_BOT_HOME: temporaryFolder() })).toEqual(['commander']);
    },
  );

  it('by run is in few files', async () => {
    const files = await filesLoadedBy(['run', '--market', 'sample'], { CRYPTO_BOT_HOME: temporaryFolder() });
    expect(files.length).toBeLessThan(40);
  });

  it('by run is the database client, and the HTTP client only when the network is needed', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder() };
    expect(await loadedBy(['run', '--market', 'sample'], env)).toEqual(['commander', 'prisma']);
    const unreachable = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_COINGECKO_URL: 'http://127.0.0.1:9' };
    expect(await loadedBy(['run'], { ...unreachable, CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '0.01' })).toEqual([
      'commander',
      'prisma',
      'undici',
    ]);
  });
});
