import { describe, expect, it } from 'vitest';
import { checkClock } from '../../../src/commands/doctor/outside/clock.js';
import { anAccount } from '../../exchanges/account.js';
import { page } from '../../exchanges/faults.js';
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from '../../support/mail-server.js';
import { startMessageServer } from '../../support/message-server.js';
import { startPingServer } from '../../support/ping-server.js';
import { arrange } from '../../support/scene.js';
import { aHome, examined, failure } from './examined.js';

const NOBODY = 'http://127.0.0.1:1';

/** As users have it: at the time of now. */
async function aMarket() {
  const { env, market } = await arrange();
  const { CRYPTO_BOT_NOW: _, ...ofNow } = env;
  return { env: ofNow, market };
}

describe('the check', () => {
  it('market says with which plan it is asked, asks once, and names one that does not answer', async () => {
    const { env, market } = await aMarket();
    expect(await examined('market', env)).toMatchObject({
      ok: true,
      message: 'coingecko answers, asked with the plan keyless',
    });
    expect(market.requests).toHaveLength(1);
    market.misbehaveNext({ status: 429, body: { status: { error_message: 'Throttled' } } });
    expect(await examined('market', env)).toEqual(failure(/answered 429 "Throttled"/, 'wait a few minutes'));
    expect(market.requests).toHaveLength(2);
    expect(await examined('market', aHome())).toMatchObject({ ok: true });
  });

  it('market tells what is left of a plan, and of a key that no plan uses', async () => {
    const { env, market } = await aMarket();
    const key = { ...env, COINGECKO_API_KEY: 'CG-sesame' };
    expect(await examined('market', key)).toEqual(
      failure(/COINGECKO_API_KEY is not used/, /coingecko\.plan .*demo or pro/),
    );
    market.misbehaveOn('/key', {
      status: 200,
      body: { plan: 'Analyst', monthly_call_credit: 500000, current_remaining_monthly_calls: 499896 },
    });
    expect(await examined('market', { ...key, CRYPTO_BOT_COINGECKO_PLAN: 'pro' })).toMatchObject({
      ok: true,
      message: expect.stringMatching(/the plan pro, which has 499896 of 500000 requests left this month$/),
    });
    market.misbehaveNext({ status: 401 });
    expect(await examined('market', { ...key, CRYPTO_BOT_COINGECKO_PLAN: 'demo' })).toEqual(
      failure(/answered 401/, 'COINGECKO_API_KEY'),
    );
  });

  it('clock names one that is wrong, or is not used', async () => {
    const { env, market } = await aMarket();
    expect(await examined('clock', env)).toMatchObject({ ok: true });
    const hourAgo = new Date(Date.now() - 3_600_000).toUTCString();
    market.misbehaveNext({ headers: { date: hourAgo } });
    expect(await examined('clock', env)).toEqual(failure(/clock is 36\d\d s ahead of the market's/, 'NTP'));
    market.misbehaveNext('reset');
    expect(await examined('clock', env)).toMatchObject({ ok: null });
    expect(await examined('clock', { ...env, CRYPTO_BOT_NOW: '2026-11-22T00:00:00Z' })).toEqual(
      failure(/CRYPTO_BOT_NOW is set/, 'unset it'),
    );
    const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);
    expect(checkClock(at(0), at(60))).toMatchObject({ ok: true });
    expect(checkClock(at(0), at(-61))).toEqual(failure(/61 s behind/));
  });

  it('proxy names one that takes no connections', async () => {
    const { url } = await startPingServer();
    expect(await examined('proxy', aHome())).toMatchObject({ ok: null });
    expect(await examined('proxy', { ...aHome(), HTTPS_PROXY: url })).toMatchObject({ ok: true });
    expect(await examined('proxy', { ...aHome(), HTTPS_PROXY: NOBODY })).toEqual(
      failure(/the proxy 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/, 'HTTPS_PROXY'),
    );
  });

  it('notify and healthcheck name a service that cannot be reached, and tell the others nothing', async () => {
    const [services, pings, mail] = await Promise.all([
      startMessageServer(),
      startPingServer(),
      startMailServer({ encryption: 'none' }),
    ]);
    const [user, password] = [MAIL_USER, MAIL_PASSWORD].map(encodeURIComponent);
    const env = {
      ...aHome(),
      ...services.env,
      CRYPTO_BOT_NOTIFY_EMAIL_URL: `smtp://${user}:${password}@127.0.0.1:${mail.port}?tls=off`,
      CRYPTO_BOT_NOTIFY_EMAIL_FROM: MAIL_USER,
      CRYPTO_BOT_NOTIFY_EMAIL_TO: MAIL_USER,
      CRYPTO_BOT_HEALTHCHECK_URL: pings.url,
    };
    for (const name of ['notify', 'healthcheck']) expect(await examined(name, aHome())).toMatchObject({ ok: null });
    for (const name of ['notify', 'healthcheck']) expect(await examined(name, env)).toMatchObject({ ok: true });
    expect(services.delivered).toEqual([]);
    expect(services.requests.map(({ path }) => path).filter((path) => path !== '/')).toEqual([]);
    expect(pings.pings).toEqual([]);

    const gone = {
      ...env,
      CRYPTO_BOT_NOTIFY_SLACK_URL: `${NOBODY}/sesame`,
      CRYPTO_BOT_HEALTHCHECK_URL: `${NOBODY}/sesame`,
    };
    expect(await examined('notify', gone)).toEqual(
      failure(/^slack: 127\.0\.0\.1:1 refused the connection/, 'notify test'),
    );
    expect(await examined('healthcheck', gone)).toEqual(failure(/^127\.0\.0\.1:1 refused the connection/, 'network'));
    const wrongPassword = { ...env, CRYPTO_BOT_NOTIFY_EMAIL_URL: `smtp://me:sesame@127.0.0.1:${mail.port}?tls=off` };
    expect(await examined('notify', wrongPassword)).toEqual(failure(/^email: .* Authentication failed .*password/));
    expect(mail.mails).toEqual([]);
  });

  it('exchange names a key that may withdraw or not trade, and one that nobody answers', async () => {
    expect(await examined('exchange', aHome())).toMatchObject({ ok: null });
    const { env, simulator } = await anAccount('kraken');
    const own = { ...aHome(), ...env };
    expect(await examined('exchange', own)).toMatchObject({ ok: true, message: 'Kraken answers; live is off' });
    simulator.rights.add('withdraw');
    expect(await examined('exchange', own)).toEqual(failure(/may withdraw money/, 'without that right'));
    simulator.rights.delete('trade');
    expect(await examined('exchange', own)).toEqual(failure(/may not trade/, 'give it that right'));
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: page(503) });
    expect(await examined('exchange', own)).toEqual(failure(/503 and no data/, 'try again'));
  });
});
