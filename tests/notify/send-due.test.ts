import { describe, expect, it, onTestFinished } from 'vitest';
import { createPoster } from '../../src/http/poster.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { sendDue } from '../../src/notify/send-due.js';
import type { Service } from '../../src/notify/service.js';
import { openServices } from '../../src/notify/services.js';
import { type MessageServer, startMessageServer } from '../support/message-server.js';
import { aMessage, settingsFor } from './examples.js';

const start = new Date('2026-11-22T22:15:00Z').getTime();
const minute = (minutes: number) => new Date(start + minutes * 60_000);
const patient = () => new AbortController().signal;

async function arrange(...ids: string[]): Promise<{ server: MessageServer; ledger: Ledger; services: Service[] }> {
  const server = await startMessageServer();
  const poster = createPoster({ userAgent: 'crypto-bot/test', connectTimeoutMs: 5000, proxies: {} });
  onTestFinished(() => poster.close());
  const services = openServices(settingsFor(server), poster);
  const ledger = createMemoryLedger();
  const notices = ids.flatMap((messageId) =>
    services.map(({ name }) => {
      const message = JSON.stringify({ ...aMessage, id: messageId });
      return { messageId, service: name, topic: 'purchase', message, createdAt: minute(0) };
    }),
  );
  await ledger.keep({ notices });
  return { server, ledger, services };
}

/** The sums over all services. */
async function notGiven(ledger: Ledger) {
  const all = await ledger.loadUndelivered();
  const total = (of: 'waiting' | 'givenUp') => all.reduce((sum, it) => sum + it[of], 0);
  return { waiting: total('waiting'), givenUp: total('givenUp') };
}

describe('messages that are due', () => {
  it('are sent to every service, and not again', async () => {
    const { server, ledger, services } = await arrange('a', 'b');
    expect(await sendDue(ledger, services, minute(0), patient())).toEqual([]);
    expect(server.delivered).toHaveLength(2 * services.length);
    expect(await sendDue(ledger, services, minute(9999), patient())).toEqual([]);
    expect(server.delivered).toHaveLength(2 * services.length);
    expect(await ledger.loadUndelivered()).toEqual([]);
  });

  it('are tried five times, ever further apart, and then given up', async () => {
    const { server, ledger, services } = await arrange('a');
    server.misbehave({ status: 500 });
    const tried: number[] = [];
    for (let minutes = 0; minutes < 3000; minutes += 1) {
      const problems = await sendDue(ledger, services, minute(minutes), patient());
      if (problems.length > 0) tried.push(minutes);
    }
    expect(tried).toEqual([0, 5, 35, 155, 875]);
    expect(await notGiven(ledger)).toEqual({ waiting: 0, givenUp: services.length });
  });

  it('of one service do not wait for those of another that is down, however many there are', async () => {
    const { server, ledger } = await arrange(...Array.from({ length: 60 }, (_, index) => `message ${index}`));
    const { ntfy, webhook } = settingsFor(server);
    const poster = createPoster({ userAgent: 'crypto-bot/test', connectTimeoutMs: 5000, proxies: {} });
    onTestFinished(() => poster.close());
    const down = { ...ntfy, url: 'http://127.0.0.1:1/topic' };
    const services = openServices({ ...(ntfy && { ntfy: { ...ntfy, ...down } }), ...(webhook && { webhook }) }, poster);
    await sendDue(ledger, services, minute(0), patient());
    await sendDue(ledger, services, minute(1), patient());
    expect(server.delivered.map(({ service }) => service)).toEqual(Array(60).fill('webhook'));
  });

  it('wait for as long as the service asks', async () => {
    const { server, ledger, services } = await arrange('a');
    server.misbehave({ status: 429, headers: { 'retry-after': '3600' } });
    await sendDue(ledger, services, minute(0), patient());
    server.misbehave(null);
    await sendDue(ledger, services, minute(59), patient());
    expect(server.delivered).toEqual([]);
    await sendDue(ledger, services, minute(60), patient());
    expect(server.delivered).toHaveLength(services.length);
  });

  it('are given up at once where trying again is of no use', async () => {
    const { server, ledger, services } = await arrange('a', 'b');
    server.misbehave({ status: 404 });
    expect(await sendDue(ledger, services, minute(0), patient())).toHaveLength(2 * services.length);
    expect(await notGiven(ledger)).toEqual({ waiting: 0, givenUp: 2 * services.length });
  });

  it('wait untried while their service does not take the ones before them', async () => {
    const { server, ledger, services } = await arrange('a', 'b');
    server.misbehave({ status: 503 });
    expect(await sendDue(ledger, services, minute(0), patient())).toHaveLength(services.length);
    server.misbehave(null);
    await sendDue(ledger, services, minute(1), patient());
    const ids = server.delivered.filter(({ service }) => service === 'webhook').map(({ body }) => body.id);
    expect(ids).toEqual(['b']);
  });

  it('of a service that is not set up wait for it', async () => {
    const { server, ledger, services } = await arrange('a');
    await sendDue(ledger, services.slice(0, 1), minute(0), patient());
    expect(server.delivered).toHaveLength(1);
    expect(await notGiven(ledger)).toEqual({ waiting: services.length - 1, givenUp: 0 });
  });

  it('are tried again when the time was over before an answer came', async () => {
    const { server, ledger, services } = await arrange('a');
    server.misbehave('silence');
    const problems = await sendDue(ledger, services, minute(0), AbortSignal.timeout(200));
    expect(problems).toHaveLength(services.length);
    expect(await notGiven(ledger)).toEqual({ waiting: services.length, givenUp: 0 });
  });

  it('are sent once by several runs at once', async () => {
    const { server, ledger, services } = await arrange('a', 'b', 'c');
    await Promise.all(Array.from({ length: 8 }, () => sendDue(ledger, services, minute(0), patient())));
    expect(server.delivered).toHaveLength(3 * services.length);
  });

  it('come twice at most when a run dies after it has sent one', async () => {
    const { server, ledger, services } = await arrange('a');
    const dying = { ...ledger, recordTry: () => Promise.reject(new Error('killed')) };
    await expect(sendDue(dying, services.slice(0, 1), minute(0), patient())).rejects.toThrow('killed');
    await sendDue(ledger, services.slice(0, 1), minute(4), patient());
    expect(server.delivered).toHaveLength(1);
    await sendDue(ledger, services.slice(0, 1), minute(5), patient());
    await sendDue(ledger, services.slice(0, 1), minute(9999), patient());
    expect(server.delivered).toHaveLength(2);
  });
});
