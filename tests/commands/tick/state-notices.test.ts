import { describe, expect, it } from 'vitest';
import { stateNotices } from '../../../src/commands/tick/state-notices.js';
import { readMessage } from '../../../src/notify/message.js';
import { run, temporaryFolder } from '../../support/program.js';
import { inContext } from '../context.js';

const audience = { events: ['problem'] as const, services: ['ntfy', 'slack'] };

describe('the state in which a run leaves its ledger', () => {
  it('is told when it needs a person, once a day while it does, and when that is over', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder() };
    await run(['run', '--quiet'], { ...env, CRYPTO_BOT_MARKET: 'sample', CRYPTO_BOT_NOW: '2026-11-22T20:15:00Z' });
    const titlesAt = (now: string, market: string) =>
      inContext({ ...env, CRYPTO_BOT_NOW: now, CRYPTO_BOT_MARKET: market }, async (context) => {
        const ledger = await context.ports.openLedger('write');
        try {
          const teller = { runId: now, at: context.config.now, tickId: null };
          const notices = await stateNotices(ledger, context, audience, teller, 0);
          await ledger.keep({ notices });
          return notices.map(({ service, message }) => `${service}: ${readMessage(message).title}`);
        } finally {
          await ledger.close();
        }
      });
    expect(await titlesAt('2026-11-22T20:16:00Z', 'sample')).toEqual([]);
    const begun = audience.services.map((service) => `${service}: crypto-bot: the prices are simulated`);
    expect(await titlesAt('2026-11-22T21:15:00Z', 'coingecko')).toEqual(begun);
    expect(await titlesAt('2026-11-22T22:15:00Z', 'coingecko')).toEqual([]);
    expect(await titlesAt('2026-11-23T21:15:00Z', 'coingecko')).toEqual(begun);
    expect(await titlesAt('2026-11-23T22:15:00Z', 'sample')).toEqual(
      audience.services.map((service) => `${service}: crypto-bot: over: the prices are simulated`),
    );
  });
});
