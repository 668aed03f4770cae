import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../support/free-port.js';
import type { PostgresServer } from '../support/postgres.js';

export interface PgBouncer {
  readonly port: number;
  stop(): Promise<void>;
}

/** PgBouncer refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * PgBouncer in front of all databases of a server, which lends a connection for one transaction at a time, and has few of
 * them. Fails where it is not installed.
 */
export async function startPgBouncer({ port: serverPort, password }: PostgresServer): Promise<PgBouncer> {
  const account = process.getuid?.() === 0 ? NOBODY : null;
  const home = mkdtempSync(path.join(os.tmpdir(), 'crypto-bot-pgbouncer-'));
  const port = await freePort();
  const users = path.join(home, 'users.txt');
  const file = path.join(home, 'pgbouncer.ini');
  writeFileSync(users, `"postgres" "${password}"\n`);
  writeFileSync(
    file,
    `[databases]
* = host=127.0.0.1 port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
`,
  );
  if (account) for (const it of [home, users, file]) chownSync(it, account.uid, account.gid);
  const child = spawn('pgbouncer', [file], { ...account, stdio: ['ignore', 'ignore', 'pipe'] });
  await isListening(child);
  return {
    port,
    async stop() {
      const exited = once(child, 'exit');
      if (child.kill('SIGQUIT')) await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function isListening(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk) => {
      log += chunk;
      if (log.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`pgbouncer ended with ${code}: ${log}`)));
  });
}
