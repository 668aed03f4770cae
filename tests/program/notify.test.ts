import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AT_MOST_A_BEGINNING, preload } from '../support/killing.js';
import { type MessageServer, startMessageServer } from '../support/message-server.js';
import { startPingServer } from '../support/ping-server.js';
import { run as runProcess } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange as arrangeScene, type Scene } from '../support/scene.js';

const HOURLY = ['run', '--once-per', 'hour', '--quiet'];

/** A scene in which only a webhook is told, or all services. */
async function arrange(all = false): Promise<Scene & { messages: MessageServer }> {
  const messages = await startMessageServer();
  const scene = await arrangeScene('2026-11-22T20:15:00Z');
  const own = Object.entries(messages.env).filter(([name]) => all || /WEBHOOK/.test(name));
  const env = { ...scene.env, ...Object.fromEntries(own) };
  const at = (time: string) => ({ ...env, ...scene.at(time) });
  return { ...scene, env, at, messages };
}

const titles = ({ delivered }: MessageServer) =>
  delivered.filter(({ service }) => service === 'webhook').map(({ body }) => body.title);

describe('a run tells', () => {
  it('what it has bought, to every service, once', async () => {
    const { env, messages } = await arrange(true);
    expect(await run(HOURLY, env)).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
    expect(await run(HOURLY, env)).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(messages.delivered.map(({ service }) => service).sort()).toEqual([
      'discord',
      'ntfy',
      'slack',
      'telegram',
      'webhook',
    ]);
    const [message] = messages.delivered.filter(({ service }) => service === 'webhook');
    expect(message?.body).toMatchObject({
      event: 'purchase',
      title: 'crypto-bot bought bitcoin, tether',
      purchases: [
        { coin: 'bitcoin', quantity: '1', price: '49053', notional: '49053' },
        { coin: 'tether', quantity: '1', price: '0.999586', notional: '0.999586' },
      ],
    });
  });

  it('that ticks were missed before it', async () => {
    const { at, messages } = await arrange();
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    await run(HOURLY, at('2026-11-22T21:15:00Z'));
    await run(HOURLY, at('2026-11-23T01:15:00Z'));
    const silence = messages.delivered.filter(({ body }) => body.event === 'silence');
    expect(silence.map(({ body }) => body.text)).toEqual([
      expect.stringContaining('No tick was recorded for 3 slots, from 2026-11-22T22 to 2026-11-23T00.'),
    ]);
  });

  it('a problem when it begins and when it is over, and not every hour', async () => {
    const { at, market, messages } = await arrange();
    const asked = { CRYPTO_BOT_NOTIFY_ON: 'problem' };
    market.misbehaveOn('/coins/markets', { status: 500 });
    for (const hour of [20, 21]) {
      const { code } = await run(HOURLY, { ...at(`2026-11-22T${hour}:15:00Z`), ...asked });
      expect(code).toBe(3);
    }
    market.misbehaveOn('/coins/markets', null);
    market.misbehaveOn('/coins/bitcoin/', { status: 500 });
    expect((await run(HOURLY, { ...at('2026-11-22T22:15:00Z'), ...asked })).code).toBe(3);
    market.misbehaveOn('/coins/bitcoin/', null);
    expect((await run(HOURLY, { ...at('2026-11-22T23:15:00Z'), ...asked })).code).toBe(0);
    expect(titles(messages)).toEqual([
      'crypto-bot: market data unavailable (exit 3)',
      'crypto-bot: over: market data unavailable (exit 3)',
    ]);
  });

  it('what a day came to, once, after it is over', async () => {
    const { at, messages } = await arrange();
    const asked = { CRYPTO_BOT_NOTIFY_ON: 'digest' };
    const runAt = (time: string) => run(HOURLY, { ...at(time), ...asked });
    for (const hour of [20, 21, 23]) await runAt(`2026-11-22T${hour}:15:00Z`);
    expect(messages.delivered).toEqual([]);
    const next = { ...at('2026-11-23T01:15:00Z'), ...asked };
    await Promise.all([runProcess(HOURLY, next), runProcess(HOURLY, next)]);
    await runAt('2026-11-23T02:15:00Z');
    expect(messages.delivered.map(({ body }) => [body.title, body.text])).toEqual([
      [
        'crypto-bot: 2026-11-22: 3 ticks',
        [
          '1 slot without a tick',
          'Bought 2 coins for 147161.998758 usd.',
          'Now worth 196215.998344 usd, paid 196215.998344, 0.00 %.',
          '3 bitcoin for 147159 usd',
          '3 tether for 2.998758 usd',
        ].join('\n'),
      ],
    ]);
  });

  it('nothing of a dry run, and nothing that nobody wants to know', async () => {
    const { env, messages } = await arrange();
    await run(['run', '--dry-run'], env);
    await run(['run'], { ...env, CRYPTO_BOT_NOTIFY_ON: 'silence' });
    expect(messages.requests).toEqual([]);
  });

  it('at once, where it cannot be kept in a ledger', async () => {
    const { env, home, messages } = await arrange();
    writeFileSync(path.join(home, 'crypto-bot.db'), 'this is no database');
    const { code, stderr } = await run(HOURLY, env);
    expect(code).toBe(5);
    expect(titles(messages)).toEqual(['crypto-bot: the ledger is unavailable (exit 5)']);
    expect(stderr).toContain(String(messages.delivered[0]?.body.text).slice(0, 60));
  });

  it('later what a service did not take, and does not fail for that', async () => {
    const { at, messages } = await arrange();
    messages.misbehave({ status: 503 });
    const { code, stdout, stderr } = await run(['run', '--once-per', 'hour'], at('2026-11-22T20:15:00Z'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Purchasing 1 bitcoin') });
    expect(stderr).toMatch(/\ncrypto-bot: warning: webhook: 127\.0\.0\.1:\d+ answered 503: try again later\n$/);
    messages.misbehave(null);
    await run(HOURLY, at('2026-11-22T20:19:00Z'));
    expect(titles(messages)).toEqual([]);
    await run(HOURLY, at('2026-11-22T20:20:00Z'));
    await run(HOURLY, at('2026-11-22T20:59:00Z'));
    expect(titles(messages)).toEqual(['crypto-bot bought bitcoin, tether']);
  });

  it('each message once or twice when it is killed before, while or after it sends one', async () => {
    const counted = await arrange();
    const stepsFile = path.join(counted.home, 'steps');
    await runProcess(HOURLY, { ...counted.env, ...preload, STEPS_FILE: stepsFile });
    const steps = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
    const post = steps.findIndex((step) => step.startsWith('request POST'));
    const claimed = steps.slice(0, post).findLastIndex((step) => step.includes('COMMIT'));
    const recorded = steps.findIndex((step, index) => index > post && step.includes('COMMIT'));
    await Promise.all(
      [claimed, post, recorded].map(async (step) => {
        const { env, at, messages } = await arrange();
        const killed = await runProcess(HOURLY, { ...env, ...preload, KILL_AT: String(step + 1) });
        expect(killed.signal).toBe('SIGKILL');
        await run(HOURLY, at('2026-11-22T20:25:00Z'));
        expect(titles(messages)).toEqual(Array(step === recorded ? 2 : 1).fill('crypto-bot bought bitcoin, tether'));
        expect(new Set(messages.delivered.map(({ body }) => body.id)).size).toBe(1);
      }),
    );
  });

  it('each message once when eight runs are made at once', async () => {
    const { env, messages } = await arrange();
    await run(HOURLY, { ...env, CRYPTO_BOT_NOW: '2026-11-22T19:15:00Z', CRYPTO_BOT_NOTIFY_ON: 'problem' });
    const runs = await Promise.all(Array.from({ length: 8 }, () => runProcess(HOURLY, env)));
    expect(runs.map(({ code }) => code)).toEqual(Array(8).fill(0));
    expect(titles(messages)).toEqual(['crypto-bot bought bitcoin, tether']);
  });
});

describe('crypto-bot notify test', () => {
  it('sends one message to each service, and says what came back', async () => {
    const { env, messages } = await arrange(true);
    const { code, stdout } = await run(['notify', 'test'], env);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(5);
    expect(stdout).toMatch(/^ntfy: delivered to 127\.0\.0\.1:\d+$/m);
    expect(titles(messages)).toEqual(['crypto-bot: a test message']);
  });

  it('exits 6 with the reason, and without a secret, when one was not delivered', async () => {
    const { env, messages } = await arrange();
    messages.misbehave({ status: 404 });
    const { code, stdout } = await run(['notify', 'test'], env);
    expect(code).toBe(6);
    expect(stdout).toMatch(/^webhook: 127\.0\.0\.1:\d+ answered 404/);
    expect(stdout).not.toContain('/hook');
  });

  it('ends what status says of a service that refused messages, once it takes one', async () => {
    const { env, at, messages } = await arrange();
    messages.misbehave({ status: 404 });
    await run(HOURLY, env);
    const status = () => run(['status'], at('2026-11-22T20:30:00Z'));
    const test = async () => (await run(['notify', 'test'], at('2026-11-22T20:20:00Z'))).code;
    expect([await test(), await status()]).toMatchObject([
      6,
      {
        code: 6,
        stdout: expect.stringMatching(/^- undelivered: webhook: 1 message is given up; 127\.0\.0\.1:\d+ answered 404/m),
      },
    ]);
    messages.misbehave(null);
    expect([await test(), (await status()).code, await test()]).toEqual([0, 0, 0]);
    expect(messages.delivered.map(({ body }) => body.event)).toEqual(['test', 'test']);
  });

  it('is told that there is nobody to tell', async () => {
    const { env } = await arrangeScene();
    expect(await run(['notify', 'test'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/set up a service/),
    });
  });
});

describe('a health check', () => {
  it('is pinged when a run begins and when it ends, with its report, and success for a slot that is taken', async () => {
    const [{ env }, check] = [await arrange(), await startPingServer()];
    const told = { ...env, CRYPTO_BOT_HEALTHCHECK_URL: check.url };
    const { stdout } = await run(['run', '--once-per', 'hour'], told);
    await run(HOURLY, told);
    expect(check.pings.map(({ what }) => what)).toEqual(['start', 'success', 'start', 'success']);
    expect(check.pings[1]?.body).toBe(`exit 0\n${stdout}`);
    const ids = check.pings.map(({ runId }) => runId);
    expect([ids[0] === ids[1], ids[2] === ids[3], new Set(ids).size]).toEqual([true, true, 2]);
  });

  it('hears of failure by the exit code, with what went wrong', async () => {
    const [{ env, market, home }, check] = [await arrange(), await startPingServer()];
    const told = { ...env, CRYPTO_BOT_HEALTHCHECK_URL: check.url };
    market.misbehaveOn('/coins/markets', { status: 500 });
    expect((await run(HOURLY, told)).code).toBe(3);
    expect(check.pings.at(-1)).toMatchObject({ what: '3', body: expect.stringMatching(/^exit 3\n127.*answered 500/) });
    writeFileSync(path.join(home, 'crypto-bot.db'), 'this is no database');
    expect((await run(HOURLY, told)).code).toBe(5);
    expect(check.pings.at(-1)).toMatchObject({ what: '5' });
  });

  it('hears nothing of a dry run', async () => {
    const [{ env }, check] = [await arrange(), await startPingServer()];
    await run(['run', '--dry-run'], { ...env, CRYPTO_BOT_HEALTHCHECK_URL: check.url });
    expect(check.requests).toEqual([]);
  });

  it('that cannot be reached is a warning', async () => {
    const [{ env, home }, check] = [await arrange(), await startPingServer()];
    check.misbehave(404);
    const { code, stderr } = await run(['run'], { ...env, CRYPTO_BOT_HEALTHCHECK_URL: check.url });
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: healthcheck: 127\.0\.0\.1:\d+ answered 404.*: check healthcheck\.url/);
    expect(stderr).not.toContain('5bf66975');
    expect(existsSync(path.join(home, 'crypto-bot.db'))).toBe(true);
  });
});
