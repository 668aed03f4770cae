import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AT_MOST_A_BEGINNING } from '../support/killing.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run as runProcess } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

/** A new database of a new role that has been given only what the SQL gives it. */
async function databaseOf(role: string, rights: string): Promise<URL> {
  const admin = await server.createDatabase();
  const database = new URL(admin).pathname.slice(1);
  await server.query(
    admin,
    `CREATE ROLE ${role} LOGIN PASSWORD 'p@ss:w/o?r#d%41'; REVOKE CREATE ON DATABASE ${database} FROM PUBLIC;
     REVOKE ALL ON SCHEMA public FROM PUBLIC; ${rights}`,
  );
  const url = new URL(admin);
  url.username = role;
  url.password = encodeURIComponent('p@ss:w/o?r#d%41');
  return url;
}

/** The same database, as who made it. */
async function adminOf(url: URL): Promise<string> {
  const admin = new URL(await server.createDatabase());
  admin.pathname = url.pathname;
  return admin.href;
}

describe('PGSSLMODE', () => {
  it('counts where the URL has no sslmode, as it does for psql', async () => {
    const { env } = await arrange();
    const withUrl = { ...env, DATABASE_URL: await server.createDatabase() };
    const refused = await run(['run'], { ...withUrl, PGSSLMODE: 'require' });
    expect(refused.stderr).toContain('offers no encryption: set sslmode=disable if you trust the network');
    expect(refused.code).toBe(5);
    const own = { ...withUrl, DATABASE_URL: `${withUrl.DATABASE_URL}?sslmode=disable` };
    expect(await run(['run'], { ...own, PGSSLMODE: 'require' })).toMatchObject({
      code: 0,
      stderr: AT_MOST_A_BEGINNING,
    });
  });

  it('checks a certificate only if it says so', async () => {
    const encrypting = await startPostgres({ tls: true });
    onTestFinished(() => encrypting.stop());
    const { env } = await arrange();
    const withUrl = { ...env, DATABASE_URL: await encrypting.createDatabase() };
    expect(await run(['run'], { ...withUrl, PGSSLMODE: 'require' })).toMatchObject({
      code: 0,
      stderr: AT_MOST_A_BEGINNING,
    });
    const doubted = await run(['verify'], { ...withUrl, PGSSLMODE: 'verify-full' });
    expect(doubted.stderr).toContain('has a certificate that is not trusted');
    expect(doubted.code).toBe(5);
  });
});

describe('crypto-bot on PostgreSQL, named by DATABASE_URL', () => {
  it('runs, and reads what it wrote, with a password that needs escapes', async () => {
    const { env } = await arrange();
    const withUrl = { ...env, DATABASE_URL: await server.createDatabase() };
    expect(await run(['run'], withUrl)).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
    const portfolio = await run(['portfolio', '--offline', '--csv'], withUrl);
    expect(portfolio).toMatchObject({ code: 0, stderr: '' });
    expect(portfolio.stdout).toContain('bitcoin,btc,Bitcoin,1,1,49053,49053,49053,');
    const history = await run(['history', '--coin', 'usdt', '--json'], withUrl);
    expect(JSON.parse(history.stdout).transactions).toMatchObject([
      { coin: 'tether', price: '0.999586', cost: '0.999586' },
    ]);
  });

  it('keeps to a schema of its own, as a role that may do nothing else', async () => {
    const url = await databaseOf('limited', 'CREATE SCHEMA ledger AUTHORIZATION limited');
    url.searchParams.set('schema', 'ledger');
    const { env } = await arrange();
    expect(await run(['run'], { ...env, DATABASE_URL: url.href })).toMatchObject({
      code: 0,
      stderr: AT_MOST_A_BEGINNING,
    });
    const verified = await run(['verify', '--db', url.href, '--json'], env);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(verified.stdout).verification.rows).toMatchObject({
      tick: 1,
      decision: 3,
      transaction_history: 2,
    });
  });

  it('is looked at by doctor, which names what the role may not do', async () => {
    const url = await databaseOf('reader', '');
    const { env } = await arrange();
    const { code } = await run(['run', '--quiet'], { ...env, DATABASE_URL: await adminOf(url) });
    expect(code).toBe(0);
    await server.query(
      await adminOf(url),
      'GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader',
    );
    const find = async (database: string) => {
      const { stdout } = await run(['doctor', '--json'], { ...env, DATABASE_URL: database });
      const { checks } = JSON.parse(stdout);
      const named = (name: string) => checks.find((check: { name: string }) => check.name === name);
      return [named('ledger-write'), named('postgresql')];
    };
    expect(await find(url.href)).toMatchObject([
      { ok: false, message: expect.stringMatching(/does not let this user do that/) },
      { ok: false, message: expect.stringMatching(/^the role may not read and write .*cash_entry, .*tick/) },
    ]);
    expect(await find(await adminOf(url))).toMatchObject([
      { ok: true },
      {
        ok: true,
        message: expect.stringMatching(/^PostgreSQL 18.*, not encrypted, on this machine, without a pooler$/),
      },
    ]);
  });

  it('waits for the write lock where there are more runs than connections', async () => {
    const url = await databaseOf(
      'crowded',
      'CREATE SCHEMA ledger AUTHORIZATION crowded; ALTER ROLE crowded CONNECTION LIMIT 3',
    );
    url.searchParams.set('schema', 'ledger');
    const { env } = await arrange();
    const withUrl = { ...env, DATABASE_URL: url.href };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => runProcess(['run', '--once-per', 'hour'], withUrl)),
    );
    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array(8).fill({ code: 0, stderr: AT_MOST_A_BEGINNING }),
    );
    expect((await run(['verify'], withUrl)).stdout).toMatch(/tick\s+1,/);
  });

  it.each([
    [
      'a role without any rights',
      () => databaseOf('powerless', ''),
      'does not let this user do that: grant it rights on the schema and its tables',
    ],
    [
      'a wrong password',
      async () => Object.assign(new URL(await server.createDatabase()), { password: 'hunter2' }),
      'refuses this user or password: check DATABASE_URL',
    ],
    [
      'no server there',
      async () => new URL('postgresql://docker:hunter2@127.0.0.1:1/postgres'),
      'cannot be reached (connect ECONNREFUSED 127.0.0.1:1): is it running, and the address right?',
    ],
    [
      'no such database',
      async () => Object.assign(new URL(await server.createDatabase()), { pathname: '/nowhere' }),
      'has no such database: create it, or check DATABASE_URL',
    ],
  ])('says so in plain words and exits 5: %s', async (_, urlOf, words) => {
    const url = await urlOf();
    const { env } = await arrange();
    const { code, stdout, stderr } = await run(['run'], {
      ...env,
      DATABASE_URL: url.href,
      CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '1',
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 5,
      stdout: '',
      stderr: `crypto-bot: the database postgresql://${url.host}${url.pathname} ${words}\n`,
    });
  });
});
