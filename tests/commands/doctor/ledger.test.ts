import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkServer } from '../../../src/commands/doctor/ledger/postgresql.js';
import { openTables } from '../../../src/wiring.js';
import { aHome, examined, failure } from './examined.js';

const PATIENT = { CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '0.05' };

/** A home, and the place of its ledger. */
function arrange() {
  const env: Record<string, string> = { ...aHome(), ...PATIENT };
  return { env, file: path.join(env.CRYPTO_BOT_HOME ?? '', 'crypto-bot.db') };
}

/** The same with a ledger that has no tick yet. */
async function arrangeLedger() {
  const { env, file } = arrange();
  await (await openTables(`file:${file}`, 'write', 1000)).close();
  const database = new Sqlite(file);
  onTestFinished(() => void database.close());
  return { env, file, database };
}

describe('the check', () => {
  it('ledger accepts that there is none, and names a file that is none, one of an older version, and one that was moved', async () => {
    const { env, file } = arrange();
    for (const name of ['ledger', 'verify']) expect(await examined(name, env)).toMatchObject({ ok: null });
    expect(await examined('ledger-write', env)).toMatchObject({ ok: true });
    writeFileSync(file, 'something else');
    for (const name of ['ledger', 'ledger-write', 'verify'])
      expect(await examined(name, env)).toEqual(failure(/is not an SQLite database/, '--db'));
    const old = readFileSync(new URL('../../ledger/made-by-1.0.0/ledger.db.gz', import.meta.url));
    writeFileSync(file, gunzipSync(old));
    expect(await examined('ledger', env)).toEqual(failure(/was made by an older version/, 'backup'));
    for (const name of ['ledger-write', 'verify']) expect(await examined(name, env)).toMatchObject({ ok: null });
    expect(readFileSync(file)).toEqual(gunzipSync(old));

    const moved = await arrangeLedger();
    moved.database.exec(`INSERT INTO setting VALUES ('moved_to', '/elsewhere.db', '2026-11-22T00:00:00.000+00:00')`);
    expect(await examined('ledger', moved.env)).toEqual(failure(/was moved to \/elsewhere\.db/, '--db'));
  });

  it.each<[string, string, unknown]>([
    ['sample', 'usd', expect.objectContaining({ ok: true })],
    [
      'coingecko',
      'usd',
      failure(/has prices of coingecko in usd, and the settings say sample in usd/, 'quote_currency'),
    ],
    ['price-file', 'usd', failure(/is the ledger of a backtest, and no run goes on in it/, '--db')],
  ])('ledger says whether a run can go on with one of %s in %s', async (market, currency, outcome) => {
    const { env, database } = await arrangeLedger();
    database.exec(
      `INSERT INTO tick (id, sequence, started_at, market, quote_currency, strategy)
       VALUES ('a', 1, '2026-11-22T00:00:00.000+00:00', '${market}', '${currency}', 'dca')`,
    );
    expect(await examined('ledger', env)).toEqual(outcome);
  });

  it('ledger-write names one that is in use, and writes nothing into another', async () => {
    const { env, file, database } = await arrangeLedger();
    const before = readFileSync(file);
    for (const name of ['ledger', 'ledger-write', 'verify'])
      expect(await examined(name, env)).toMatchObject({ ok: true });
    expect(readFileSync(file)).toEqual(before);
    database.exec('BEGIN IMMEDIATE');
    expect(await examined('ledger-write', env)).toEqual(failure(/in use by another program/, 'try again'));
  });

  it('verify names what is not in order', async () => {
    const { env, database } = await arrangeLedger();
    database.exec(
      `INSERT INTO tick (id, sequence, started_at, market, quote_currency, strategy)
       VALUES ('a', 2, '2026-11-22T00:00:00.000+00:00', 'sample', 'usd', 'dca')`,
    );
    expect(await examined('verify', env)).toEqual(
      failure(/not in order: the tick after the number 0 has the number 2/, 'crypto-bot verify'),
    );
  });

  it('postgresql names what is wrong with a server', async () => {
    const good = {
      version: '16.4 (Debian 16.4-1)',
      isStandby: false,
      isEncrypted: true,
      isLocal: false,
      isPooled: true,
      refusedTables: [],
    };
    expect(checkServer(good)).toMatchObject({
      ok: true,
      message: expect.stringMatching(/16\.4.*encrypted.*a pooler$/),
    });
    expect(checkServer({ ...good, isEncrypted: false, isLocal: true })).toMatchObject({ ok: true });
    expect(checkServer({ ...good, isEncrypted: false })).toEqual(failure(/not encrypted/, 'sslmode'));
    expect(checkServer({ ...good, isStandby: true })).toEqual(failure(/standby/, 'primary'));
    expect(checkServer({ ...good, refusedTables: ['orders'] })).toEqual(failure(/read and write orders/, 'grant'));
    expect(checkServer({ ...good, version: '13.9' })).toEqual(failure(/13\.9/, 'upgrade'));
    expect(await examined('postgresql', aHome())).toMatchObject({ ok: null });
    expect(await examined('ledger', { ...PATIENT, DATABASE_URL: 'postgresql://127.0.0.1:1/x' })).toEqual(
      failure(/127\.0\.0\.1:1\/x cannot be reached/, 'address right'),
    );
  });
});
