import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { copyLedger } from '../../src/ledger/maintenance/copy.js';
import { openLedger } from '../../src/wiring.js';
import { amount, aQuote, now } from '../core/examples.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { temporaryFolder } from '../support/program.js';
import { certificateFile } from '../support/tls.js';
import { collect, freshPostgresqlUrl, open, postgresServer } from './ledgers.js';
import { aPromise, begin, fill } from './promises.js';
import { databases, everything, openWhole, verify } from './whole.js';

/** A TCP server on a free port, that ends with the test; gives the port. */
async function listen(onConnection: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

type Cut = 'before' | 'after' | 'never';

/**
 * A way to the database that breaks at a statement: before the server gets it, or after the server has answered and before
 * the answer arrives. `refused` connections are refused afterwards.
 */
async function breakable(url: string, decide: (statement: string) => Cut, refused = 0): Promise<string> {
  const { hostname, port: serverPort } = new URL(url);
  let refuse = 0;
  const port = await listen((client) => {
    if (refuse > 0) {
      refuse -= 1;
      client.destroy();
      return;
    }
    const server = net.connect(Number(serverPort), hostname);
    const cut = () => {
      refuse = refused;
      client.destroy();
      server.destroy();
    };
    let cutAnswer = false;
    client.on('data', (data) => {
      const when = decide(data.toString('latin1'));
      if (when === 'before') return cut();
      cutAnswer ||= when === 'after';
      server.write(data);
    });
    server.on('data', (data) => (cutAnswer ? cut() : client.write(data)));
    server.on('error', () => {});
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  return Object.assign(new URL(url), { port: String(port) }).href;
}

describe('a connection that breaks in mid-tick', () => {
  let url: string;
  beforeEach(async () => {
    url = await freshPostgresqlUrl();
  });

  /** Cuts once, at the nth packet after `arm` is called; `hit` tells whether it came to that. */
  function cutAt(packet: number, when: Cut) {
    let left = Number.POSITIVE_INFINITY;
    const decide = (): Cut => {
      left -= 1;
      return left === 0 ? when : 'never';
    };
    return { decide, arm: () => (left = packet), hit: () => left <= 0 };
  }

  async function tick(ledger: Ledger): Promise<void> {
    const promise = aPromise('tick-1', ['bitcoin'], { slot: '2026-11-22T22' });
    expect(await begin(ledger, promise)).toBe('begun');
    for (const order of await ledger.loadOpenOrders()) await fill(ledger, order);
  }

  it.each(['before', 'after'] as const)(
    '%s any statement or its answer leaves the same ledger as one that holds',
    async (when) => {
      let cuts = 0;
      for (let packet = 1; ; packet += 1) {
        const direct = await freshPostgresqlUrl();
        const cut = cutAt(packet, when);
        const ledger = await open({ url: await breakable(direct, cut.decide), mode: 'write' });
        cut.arm();
        await tick(ledger);
        const other = await open({ url: direct, mode: 'read' });
        expect(await other.loadTickOfSlot('2026-11-22T22')).toMatchObject({ id: 'tick-1' });
        expect(await other.loadOpenOrders()).toEqual([]);
        expect(await other.loadHoldings()).toMatchObject([{ buyCount: 1, quantity: amount('1') }]);
        expect(await collect(other.streamTransactions({}))).toHaveLength(1);
        if (!cut.hit()) break;
        cuts += 1;
      }
      expect(cuts).toBeGreaterThan(10);
    },
  );

  it('finds out whether a commit happened whose answer was lost, also when the server refuses for a while', async () => {
    let commits = 0;
    const decide = (statement: string): Cut => {
      if (!statement.includes('COMMIT\0')) return 'never';
      commits += 1;
      return commits === 1 ? 'after' : 'never';
    };
    await open({ url, mode: 'write' });
    const ledger = await open({ url: await breakable(url, decide, 3), mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    expect(commits).toBeGreaterThan(0);
    expect(await (await open({ url, mode: 'read' })).loadOpenOrders()).toHaveLength(1);
  });

  it('gives up after a time, and says that another try may help', async () => {
    await open({ url, mode: 'write' });
    const away = await breakable(
      url,
      (statement) => (statement.includes('INSERT') ? 'before' : 'never'),
      Number.POSITIVE_INFINITY,
    );
    const ledger = await open({ url: away, mode: 'write', recoveryTimeoutMs: 100 });
    await expect(begin(ledger, aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject({
      code: 'ledger',
      retryable: true,
      message: expect.stringContaining('cannot be reached'),
    });
  });
});

it('goes on after a crash and restart of the server', async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const ledger = await open({ url: await server.createDatabase(), mode: 'write' });
  await begin(ledger, aPromise('tick-1', ['bitcoin']));
  await server.crash();
  const reading = ledger.loadOpenOrders();
  await server.restart();
  expect(await reading).toHaveLength(1);
});

describe('a server that is down when a ledger is opened', () => {
  let server: PostgresServer;
  let url: string;
  beforeEach(async () => {
    server = await startPostgres();
    onTestFinished(() => server.stop());
    url = await server.createDatabase();
    await open({ url, mode: 'write' });
    await server.crash();
  });

  it('is waited for by a writer', async () => {
    const opening = open({ url, mode: 'write' });
    await server.restart();
    expect(await begin(await opening, aPromise('tick-1', ['bitcoin']))).toBe('begun');
  });

  it('is not waited for by a reader', async () => {
    const begunAt = performance.now();
    await expect(open({ url, mode: 'read' })).rejects.toMatchObject({
      retryable: true,
      message: expect.stringContaining('cannot be reached'),
    });
    expect(performance.now() - begunAt).toBeLessThan(10_000);
  });
});

describe('a commit that is never answered', () => {
  const atCommit = (statement: string): Cut => (statement.includes('COMMIT\0') ? 'after' : 'never');

  it.each<[string, (ledger: Ledger) => Promise<unknown>, string]>([
    ['a tick', (ledger) => begin(ledger, aPromise('tick-1', ['bitcoin'])), 'crypto-bot why'],
    [
      'a deposit',
      (ledger) => ledger.moveCash({ id: 'm', kind: 'deposit', amount: amount('5'), quoteCurrency: 'usd', at: now }),
      'crypto-bot cash',
    ],
  ])('may be recorded, so that %s is not tried again without a look', async (_what, work, command) => {
    const url = await freshPostgresqlUrl();
    await open({ url, mode: 'write' });
    const away = await breakable(url, atCommit, Number.POSITIVE_INFINITY);
    const ledger = await open({ url: away, mode: 'write', recoveryTimeoutMs: 100 });
    await expect(work(ledger)).rejects.toMatchObject({
      code: 'ledger',
      retryable: false,
      message: expect.stringContaining(`, and this may have been recorded: see "${command}" before you do it again`),
    });
    const after = await open({ url, mode: 'read' });
    expect((await after.loadOpenOrders()).length + (await after.loadCash(9)).length).toBe(1);
  });

  it('may be recorded, also when it is that of a copy', async () => {
    const [from, to] = [await databases.PostgreSQL.filledUrl(), await freshPostgresqlUrl()];
    await open({ url: to, mode: 'write' });
    const target = await openWhole(await breakable(to, atCommit, Number.POSITIVE_INFINITY), 'write');
    await expect(copyLedger(await openWhole(from), target, () => {})).rejects.toMatchObject({
      code: 'ledger',
      retryable: false,
      message: expect.stringContaining('may have been recorded: see "crypto-bot verify"'),
    });
    expect(await everything(to)).toEqual(await everything(from));
  });
});

describe('a standby, which only reads', () => {
  let server: PostgresServer;
  let url: string;
  beforeEach(async () => {
    server = await startPostgres();
    onTestFinished(() => server.stop());
    url = await server.createDatabase();
    await begin(await open({ url, mode: 'write' }), aPromise('tick-1', ['bitcoin']));
    await server.crash();
    await server.restart({ standby: true });
  });

  it('is read, and told to whoever writes', async () => {
    expect(await (await open({ url, mode: 'read' })).loadOpenOrders()).toHaveLength(1);
    expect((await verify(url)).ok).toBe(true);
    await expect(open({ url, mode: 'write', recoveryTimeoutMs: 100 })).rejects.toMatchObject({
      code: 'ledger',
      retryable: true,
      message: expect.stringContaining('follows another server (a standby): name the primary server'),
    });
  });

  it('is waited for by a writer until it is the primary', async () => {
    const opening = open({ url, mode: 'write' });
    await server.query(url, 'SELECT pg_promote()');
    const ledger = await opening;
    expect(await begin(ledger, aPromise('tick-2', ['bitcoin']))).toBe('begun');
    expect(await ledger.loadOpenOrders()).toHaveLength(2);
  });

  it('is waited for in mid-run, too', async () => {
    await server.query(url, 'SELECT pg_promote()');
    const ledger = await open({ url, mode: 'write' });
    await server.crash();
    await server.restart({ standby: true });
    const beginning = begin(ledger, aPromise('tick-2', ['bitcoin']));
    await server.query(url, 'SELECT pg_promote()');
    expect(await beginning).toBe('begun');
  });
});

it('waits for a server that is starting, also to read', async () => {
  const url = new URL(await freshPostgresqlUrl());
  let tries = 0;
  const port = await listen((client) => {
    tries += 1;
    if (tries === 1) return void client.end(refusal('57P03', 'the database system is starting up'));
    const server = net.connect(Number(url.port), url.hostname);
    server.on('error', () => {});
    client.pipe(server).pipe(client);
  });
  const ledger = await open({ url: Object.assign(new URL(url), { port: String(port) }).href, mode: 'read' });
  expect(await ledger.loadHoldings()).toEqual([]);
  expect(tries).toBe(2);
});

/** How a server says no to a connection. */
function refusal(code: string, words: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${words}\0\0`;
  const head = Buffer.from('E....');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}

describe('what cannot be opened', () => {
  const changes: Readonly<Record<string, [(url: URL) => void, RegExp, recoveryTimeoutMs?: number]>> = {
    'a wrong password': [(url) => (url.password = 'hunter2'), /refuses this user or password: check DATABASE_URL/],
    'no password': [(url) => (url.password = ''), /wants a password: put it into DATABASE_URL/],
    'an unknown user': [(url) => (url.username = 'nobody'), /refuses this user or password/],
    'an unknown database': [
      (url) => (url.pathname = '/nowhere'),
      /has no such database: create it, or check DATABASE_URL/,
    ],
    'a closed port': [(url) => (url.port = '1'), /cannot be reached .*: is it running, and the address right\?/, 100],
    'an unknown host': [(url) => (url.hostname = 'nowhere.invalid'), /cannot be found/, 100],
    'encryption that is not offered': [
      (url) => url.searchParams.set('sslmode', 'require'),
      /offers no encryption: set sslmode=disable/,
    ],
  };
  it.each(Object.entries(changes))('%s', async (_what, [change, problem, recoveryTimeoutMs = 20_000]) => {
    const { server } = await postgresServer();
    const url = new URL(await freshPostgresqlUrl());
    change(url);
    for (const mode of ['read', 'write'] as const) {
      const begunAt = performance.now();
      const error = await openLedger({ url: url.href, mode, recoveryTimeoutMs }).catch((it: unknown) => it);
      expect(error).toMatchObject({ code: 'ledger', message: expect.stringMatching(problem) });
      expect(performance.now() - begunAt, 'nobody waits for what time does not cure').toBeLessThan(10_000);
      expect(String(error)).not.toMatch(/hunter2|p@ss|p%40ss/);
      expect(String(error)).not.toContain(server.password);
    }
  });

  it.each([
    ['postgresql://me:hunter2@', 'postgresql://user:password@host'],
    ['postgresql://me:%zz@host/db', 'postgresql://user:password@host'],
    ['postgresql://me:hunter2@host/db?sslmode=always', 'sslmode'],
    ['postgresql://me:hunter2@host/db?sslmode=verify-ca', 'sslrootcert'],
    ['postgresql://me:hunter2@host/db?schema=a"b', 'schema'],
    ['postgresql://me:hunter2@host/db?sslrootcert=/ca.pem', 'sslrootcert of the database URL needs sslmode beside it'],
    ['postgresql://me:hunter2@host/db?ssl=true', 'ssl of the database URL needs sslmode beside it'],
    [
      'postgresql://me:hunter2@host/db?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
      'sslrootcert of the database URL cannot be read (ENOENT): /nowhere/ca.pem',
    ],
  ])('the URL %s, which is not repeated', async (url, expected) => {
    const error = await openLedger({ url, mode: 'write' }).catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining(expected) });
    expect(String(error)).not.toContain('hunter2');
  });

  it('a server that accepts and never answers', async () => {
    const port = await listen(() => {});
    const opening = openLedger({
      url: `postgresql://me:hunter2@127.0.0.1:${port}/db`,
      mode: 'write',
      connectTimeoutMs: 50,
      recoveryTimeoutMs: 100,
    });
    await expect(opening).rejects.toMatchObject({
      code: 'ledger',
      retryable: true,
      message: expect.stringContaining('cannot be reached'),
    });
  });
});

describe('encryption', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ tls: true });
  });
  afterAll(() => server?.stop());

  /** A database as another host of the same server, with more parameters. */
  async function urlOf(host: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const url = new URL(await server.createDatabase());
    url.hostname = host;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Whether a ledger's connections are encrypted, by what the server says of them. */
  async function isEncrypted(url: string): Promise<boolean> {
    const ledger = await open({ url, mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    const sql = `SELECT bool_and(ssl) AS ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
      WHERE application_name = 'crypto-bot' AND datname = current_database()`;
    const [row] = await server.query(new URL(url).href.replace(/\?.*/, ''), sql);
    return row?.ssl === true;
  }

  it.each<[mode: string | null, host: string, encrypted: boolean]>([
    [null, 'localhost', false],
    ['disable', 'localhost', false],
    ['allow', 'localhost', true],
    ['prefer', 'localhost', true],
    ['require', '127.0.0.1', true],
    ['no-verify', '127.0.0.1', true],
    ['verify-ca', '127.0.0.1', true],
    ['verify-full', 'localhost', true],
  ])('with sslmode=%s at %s: %s', async (mode, host, encrypted) => {
    const trusted = mode?.startsWith('verify') ? { sslrootcert: certificateFile } : {};
    const url = await urlOf(host, { ...(mode && { sslmode: mode }), ...trusted });
    expect(await isEncrypted(url)).toBe(encrypted);
  });

  it.each<[mode: string, host: string, parameters: Record<string, string>, problem: RegExp]>([
    ['verify-full', 'localhost', {}, /certificate that is not trusted .*: name its CA with sslrootcert/],
    [
      'verify-full',
      '127.0.0.1',
      { sslrootcert: certificateFile },
      /certificate for another name .*: name the host as its certificate does, or use sslmode=verify-ca$/,
    ],
  ])(
    'refuses a server whose certificate it must check: %s at %s with %j',
    async (sslmode, host, parameters, problem) => {
      const error = await openLedger({ url: await urlOf(host, { sslmode, ...parameters }), mode: 'write' }).catch(
        (it: unknown) => it,
      );
      expect(error).toMatchObject({ code: 'ledger', message: expect.stringMatching(problem) });
      expect(String(error)).not.toContain(server.password);
    },
  );

  it.each(['require', 'verify-ca', 'verify-full'])('refuses the certificate of another CA: %s', async (sslmode) => {
    const sslrootcert = path.join(temporaryFolder(), 'ca.pem');
    writeFileSync(sslrootcert, rootCertificates[0] ?? '');
    await expect(
      open({ url: await urlOf('localhost', { sslmode, sslrootcert }), mode: 'write' }),
    ).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining('has a certificate that is not trusted'),
    });
  });
});

describe('a host', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ everywhere: true });
  });
  afterAll(() => server?.stop());

  it.each<[form: string, placeOf: (folder: string, port: number) => string, host: (folder: string) => string]>([
    ['by name', (_, port) => `localhost:${port}/DB?`, () => 'localhost'],
    ['by IPv4 address', (_, port) => `127.0.0.1:${port}/DB?`, () => '127.0.0.1'],
    ['by IPv6 address', (_, port) => `[::1]:${port}/DB?`, () => '[::1]'],
    ['by IPv6 address with a zone', (_, port) => `[::1%25lo]:${port}/DB?`, () => '[::1%25lo]'],
    ['by IPv6 address as a parameter', (_, port) => `/DB?host=::1&port=${port}`, () => '[::1]'],
    ['as the folder of a socket', (folder, port) => `/DB?host=${folder}&port=${port}`, () => ''],
    [
      'as the folder of a socket in the place of a name',
      (folder, port) => `${encodeURIComponent(folder)}:${port}/DB?`,
      () => '',
    ],
  ])('is reached %s', async (_, placeOf, host) => {
    const own = new URL(await server.createDatabase());
    const place = placeOf(server.socketFolder, server.port).replace('/DB', own.pathname);
    const url = `postgresql://postgres:${own.password}@${place}`;
    const ledger = await open({ url, mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    expect(await verify(url)).toMatchObject({ ok: true });

    // A wrong password: the message names the place, the socket's folder as it is.
    const error = await openLedger({ url: url.replace(own.password, 'hunter2'), mode: 'read' }).catch(String);
    const socket = host('') === '' ? `?host=${server.socketFolder}` : '';
    expect(error).toContain(`the database postgresql://${host('')}:${server.port}${own.pathname}${socket} refuses`);
  });
});

describe('names that need escapes in a URL', () => {
  it.each(['a#b', 'a@b', 'd/b%', 'a?b&c=d', '%23', 'ü b', "it's"])('a database called %s', async (name) => {
    const { server, url: admin } = await postgresServer();
    await server.query(admin, `CREATE DATABASE "${name}"`);
    const url = new URL(admin);
    url.pathname = encodeURIComponent(name);
    const ledger = await open({ url: url.href, mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    expect(await verify(url.href)).toMatchObject({ ok: true });
    const connected = await server.query(
      admin,
      `SELECT FROM pg_stat_activity WHERE datname = '${name.replaceAll("'", "''")}'`,
    );
    expect(connected).not.toEqual([]);
  });

  it('user, password, host and port, given as parameters', async () => {
    const url = new URL(await freshPostgresqlUrl());
    const { username, password, hostname, port } = url;
    const parameters = { user: username, password: decodeURIComponent(password), host: hostname, port };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    Object.assign(url, { username: 'nobody', password: 'hunter2', hostname: 'nowhere.invalid', port: '1' });
    const ledger = await open({ url: url.href, mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
  });
});

describe('roles', () => {
  /** Makes a role that may log in, and gives the URL it logs in with. */
  async function roleUrl(name: string, sql: string): Promise<URL> {
    const { server, url } = await postgresServer();
    await server.query(url, `CREATE ROLE ${name} LOGIN PASSWORD 'it''s / me?'; ${sql}`);
    const own = new URL(url);
    own.username = name;
    own.password = encodeURIComponent("it's / me?");
    return own;
  }

  it('works for one that may use its own schema and create none', async () => {
    const url = await roleUrl('tenant', 'CREATE SCHEMA tenant AUTHORIZATION tenant');
    url.searchParams.set('schema', 'tenant');
    const ledger = await open({ url: url.href, mode: 'write' });
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
  });

  it.each([
    ['DateStyle', 'German, DMY'],
    ['DateStyle', 'SQL, DMY'],
    ['TimeZone', 'Asia/Kathmandu'],
    ['IntervalStyle', 'sql_standard'],
    ['extra_float_digits', '-15'],
    ['standard_conforming_strings', 'off'],
    ['default_transaction_isolation', 'repeatable read'],
    ['default_transaction_isolation', 'serializable'],
  ])('works alike for one whose %s is %s', async (setting, value) => {
    const name = `${setting}_${value}`.toLowerCase().replaceAll(/\W/g, '_');
    const schema = `CREATE SCHEMA ${name} AUTHORIZATION ${name}`;
    const url = await roleUrl(name, `${schema}; ALTER ROLE ${name} SET ${setting} = '${value}'`);
    url.searchParams.set('schema', name);
    const ledgers = await Promise.all(Array.from({ length: 8 }, () => open({ url: url.href, mode: 'write' })));
    const promises = ledgers.map((_, n) => aPromise(`tick-${n}`, [`it's \\${n}`], { slot: '2026-11-22T22' }));
    const answers = await Promise.all(ledgers.map((ledger, n) => begin(ledger, promises[n] ?? aPromise('none', []))));
    expect(answers.filter((it) => it === 'begun')).toHaveLength(1);
    const reader = await open({ url: url.href, mode: 'read' });
    const winner = promises[answers.indexOf('begun')];
    expect(await reader.loadTickOfSlot('2026-11-22T22')).toEqual(winner?.plan.tick);
    expect(await reader.loadOpenOrders()).toMatchObject([...(winner?.plan.orders ?? [])]);
  });

  it('tells one that may only read by default', async () => {
    const url = await roleUrl('looker', `CREATE SCHEMA looker AUTHORIZATION looker`);
    url.searchParams.set('schema', 'looker');
    await open({ url: url.href, mode: 'write' });
    const { server, url: admin } = await postgresServer();
    await server.query(admin, `ALTER ROLE looker SET default_transaction_read_only = on`);
    expect(await (await open({ url: url.href, mode: 'read' })).loadHoldings()).toEqual([]);
    const ledger = await open({ url: url.href, mode: 'write' });
    await expect(begin(ledger, aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining(
        'only reads for this user (default_transaction_read_only): name a user who may write',
      ),
    });
  });

  it('tells one without rights what it lacks', async () => {
    const url = await roleUrl('stranger', '');
    url.searchParams.set('schema', 'stranger_things');
    await expect(open({ url: url.href, mode: 'write' })).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining('does not let this user do that: grant it rights on the schema'),
    });
  });

  it('says when the server has no connection left', async () => {
    const url = await roleUrl('crowd', 'ALTER ROLE crowd CONNECTION LIMIT 0');
    await expect(open({ url: url.href, mode: 'write', recoveryTimeoutMs: 100 })).rejects.toMatchObject({
      retryable: true,
      message: expect.stringContaining('has too many connections'),
    });
  });
});

it('reads a schema that is not there as an empty ledger, and does not make it', async () => {
  const { server, url } = await postgresServer();
  const ledger = await open({ url: `${url}?schema=not_there`, mode: 'read' });
  expect(await ledger.loadHoldings()).toEqual([]);
  expect(await server.query(url, `SELECT 1 FROM pg_namespace WHERE nspname = 'not_there'`)).toEqual([]);
});

it('finds the same symbols where the server knows the capitals of all languages', async () => {
  const { server, url: admin } = await postgresServer();
  await server.query(
    admin,
    `CREATE DATABASE unicode TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
  );
  const ledger = await open({ url: Object.assign(new URL(admin), { pathname: '/unicode' }).href, mode: 'write' });
  await begin(ledger, { ...aPromise('tick-1', []), quotes: [{ ...aQuote('umlaut', '1'), symbol: 'ÜB' }] });
  const found = await Promise.all(['ÜB', 'Üb', 'üb'].map((it) => ledger.findCoins(it)));
  expect(found.map((coins) => coins.map((coin) => coin.id))).toEqual([['umlaut'], ['umlaut'], []]);
});

it('keeps ledgers in different schemas apart', async () => {
  const [one, two] = [await freshPostgresqlUrl(), await freshPostgresqlUrl()];
  const [first, second] = [await open({ url: one, mode: 'write' }), await open({ url: two, mode: 'write' })];
  await begin(first, aPromise('tick-1', ['bitcoin'], { slot: '2026-11-22T22' }));
  expect(await second.loadTickOfSlot('2026-11-22T22')).toBeNull();
  expect(await begin(second, aPromise('tick-1', ['bitcoin'], { slot: '2026-11-22T22' }))).toBe('begun');
});

it('says so when another writer does not finish', async () => {
  const { server } = await postgresServer();
  const url = await freshPostgresqlUrl();
  const ledger = await open({ url, mode: 'write', lockTimeoutMs: 100 });
  const stuck = await server.connect(url);
  onTestFinished(() => stuck.end());
  const schema = new URL(url).searchParams.get('schema');
  await stuck.query(`BEGIN; LOCK TABLE ${schema}.crypto`);
  await expect(begin(ledger, aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject({
    code: 'ledger',
    retryable: true,
    message: expect.stringContaining('is busy'),
  });
  await stuck.query('ROLLBACK');
  expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
});
