import { describe, expect, it, onTestFinished } from 'vitest';
import { copyLedger } from '../../src/ledger/maintenance/copy.js';
import { takeWriteLock } from '../../src/ledger/postgresql/write-lock.js';
import { amount, now } from '../core/examples.js';
import { startForgetfulProxy } from '../support/forgetful-proxy.js';
import { collect, freshPostgresqlUrl, open, postgresServer } from './ledgers.js';
import { databases, everything, fillLedger, openWhole, verify } from './whole.js';

/** What a pooler's other clients may leave behind on a connection, between two transactions. */
const LEFT_BEHIND = `RESET ALL; DEALLOCATE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); CREATE SCHEMA IF NOT EXISTS others;
  SET search_path = others; SET default_transaction_isolation = 'serializable'; SET lock_timeout = 1; SET timezone = 'Asia/Tokyo'`;

describe('a connection that other clients use between two transactions', () => {
  it('is one like any other: nothing is kept there', async () => {
    const [direct, shared] = [await databases.PostgreSQL.filledUrl(), await freshPostgresqlUrl()];
    const proxy = await startForgetfulProxy(shared, LEFT_BEHIND);
    await fillLedger(proxy.url);
    expect(proxy.times()).toBeGreaterThan(15);
    expect(await everything(shared)).toEqual(await everything(direct));
    expect(await everything(proxy.url)).toEqual(await everything(direct));
    expect(await verify(proxy.url)).toMatchObject({ ok: true });

    const [ledger, other] = [await open({ url: direct, mode: 'read' }), await open({ url: proxy.url, mode: 'read' })];
    expect(await collect(other.streamTransactions({}))).toEqual(await collect(ledger.streamTransactions({})));
    expect(await collect(other.streamDecisions({}))).toEqual(await collect(ledger.streamDecisions({})));
    expect(await other.findCoins('bitcoin')).toEqual(await ledger.findCoins('bitcoin'));
    expect(await other.loadCash(9)).toEqual(await ledger.loadCash(9));
    expect(await other.loadTickTimes(now)).toEqual(await ledger.loadTickTimes(now));
    expect(await other.loadUndelivered()).toEqual(await ledger.loadUndelivered());
    expect(await other.loadLatestRun(now)).toBeNull();
    expect(await other.loadIdentity()).toEqual(await ledger.loadIdentity());
    expect(await other.loadDueNotices('ntfy', now, 9)).toEqual([]);
    expect(await other.loadLatestNotices(['problem'])).toEqual([]);
  });

  it('can be copied from, and to', async () => {
    const [from, to] = [await databases.PostgreSQL.filledUrl(), await freshPostgresqlUrl()];
    const [source, target] = [await startForgetfulProxy(from, LEFT_BEHIND), await startForgetfulProxy(to, LEFT_BEHIND)];
    await copyLedger(await openWhole(source.url), await openWhole(target.url, 'write'), () => {});
    expect(await everything(to)).toEqual(await everything(from));
  });
});

describe('what a role is set to', () => {
  /** A role that owns a schema, with a setting of its own; gives the ledger's URL. */
  async function urlOfRole(setting: string): Promise<{ url: string; admin: string }> {
    const { server } = await postgresServer();
    const admin = await freshPostgresqlUrl();
    const schema = new URL(admin).searchParams.get('schema');
    const role = `role_${schema}`;
    await server.query(
      admin,
      `CREATE ROLE ${role} LOGIN PASSWORD 'p'; CREATE SCHEMA ${schema} AUTHORIZATION ${role}; ALTER ROLE ${role} SET ${setting}`,
    );
    return { url: Object.assign(new URL(admin), { username: role, password: 'p' }).href, admin };
  }

  it.each([
    'DateStyle = "SQL, DMY"',
    "search_path = ''",
    "default_transaction_isolation = 'serializable'",
    "timezone = 'Asia/Tokyo'",
    'default_transaction_deferrable = on',
    'statement_timeout = 2000',
    'idle_in_transaction_session_timeout = 1000',
  ])('makes no difference: %s', async (setting) => {
    const { url, admin } = await urlOfRole(setting);
    const plain = await databases.PostgreSQL.filledUrl();
    await fillLedger(url);
    expect(await everything(url)).toEqual(await everything(plain));
    expect(await everything(admin)).toEqual(await everything(plain));
    expect(await verify(url)).toMatchObject({ ok: true });
  });

  it.each(['statement_timeout = 200', 'lock_timeout = 200'])('ends no wait for another writer: %s', async (setting) => {
    const { url } = await urlOfRole(setting);
    const ledger = await open({ url, mode: 'write' });
    const { server } = await postgresServer();
    const other = await server.connect(url.replace(/\?.*/, ''));
    onTestFinished(() => other.end());
    await other.query(
      `BEGIN; SET LOCAL statement_timeout = 0; ${takeWriteLock(new URL(url).searchParams.get('schema') ?? '')}`,
    );
    const moving = ledger.moveCash({ id: 'm', kind: 'deposit', amount: amount('1'), quoteCurrency: 'usd', at: now });
    await other.query('SELECT pg_sleep(1); COMMIT');
    expect(await moving).toMatchObject({ balance: amount('1') });
  });

  it('is told at once when it is that nothing may be written', async () => {
    const { url } = await urlOfRole('default_transaction_read_only = on');
    const problem = {
      code: 'ledger',
      retryable: false,
      message: expect.stringContaining('only reads for this user (default_transaction_read_only)'),
    };
    await expect(open({ url, mode: 'write' })).rejects.toMatchObject(problem);
    expect(await (await open({ url, mode: 'read' })).loadHoldings()).toEqual([]);
  });

  it('is told when it is that a schema may not be looked into', async () => {
    const { server } = await postgresServer();
    const admin = await databases.PostgreSQL.filledUrl();
    const schema = new URL(admin).searchParams.get('schema');
    await server.query(admin, `CREATE ROLE stranger_${schema} LOGIN PASSWORD 'p'`);
    const url = Object.assign(new URL(admin), { username: `stranger_${schema}`, password: 'p' }).href;
    await expect(open({ url, mode: 'read' })).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringContaining('does not let this user do that: grant it rights on the schema'),
    });
  });
});
