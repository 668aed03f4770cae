import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/core/money.js';
import type { Notice } from '../../src/core/records.js';
import { readMessage } from '../../src/notify/message.js';
import {
  conditionNotices,
  problemNotices,
  purchaseNotices,
  silenceNotices,
  topicsOf,
} from '../../src/notify/notices.js';

const audience = { events: ['purchase', 'problem', 'silence'] as const, services: ['ntfy', 'slack'] };
const nobody = { events: [], services: ['ntfy'] };
const start = new Date('2026-11-22T22:15:00Z').getTime();
const HOUR_MS = 3_600_000;

const teller = (hour = 0) => ({ runId: `run-${hour}`, at: new Date(start + hour * HOUR_MS), tickId: null });
const trouble = (code: string) => ({ code, title: `${code} failed`, lines: ['why'] });
const titles = (notices: readonly Notice[]) => notices.map(({ message }) => readMessage(message).title);

describe('what is told', () => {
  it('goes to each service, as one message', () => {
    const purchases = [{ coin: 'bitcoin', quantity: new Decimal(1), price: new Decimal(49053) }];
    const notices = purchaseNotices(audience, { ...teller(), tickId: 'tick' }, purchases, {
      quoteCurrency: 'usd',
      number: 1,
    });
    expect(notices).toMatchObject([
      { messageId: 'run-0-purchase-1-tick', service: 'ntfy', topic: 'purchase', createdAt: new Date(start) },
      { messageId: 'run-0-purchase-1-tick', service: 'slack', topic: 'purchase', createdAt: new Date(start) },
    ]);
    expect(readMessage(notices[0]?.message ?? '')).toMatchObject({
      tickId: 'tick',
      title: 'crypto-bot bought bitcoin',
    });
  });

  it('has in one message what a run buys for a tick, and beside it what each part adds', () => {
    const bought = (coin: string) => [{ coin, quantity: new Decimal(1), price: new Decimal(2) }];
    const earlier = { number: 1, purchases: [...bought('bitcoin'), ...bought('ethereum')] };
    const tick = { ...teller(), tickId: 'tick' };
    const [notice] = purchaseNotices(audience, tick, bought('tether'), { quoteCurrency: 'usd', number: 3, earlier });
    expect(notice).toMatchObject({
      messageId: 'run-0-purchase-1-tick',
      addition: { messageId: 'run-0-purchase-3-tick' },
    });
    const said = [notice?.message, notice?.addition?.message].map((text) => readMessage(text ?? '').title);
    expect(said).toEqual(['crypto-bot bought bitcoin, ethereum, tether', 'crypto-bot bought tether']);
  });

  it('is nothing where nothing has happened, or nobody wants to know', () => {
    const purchases = [{ coin: 'bitcoin', quantity: new Decimal(1), price: new Decimal(1) }];
    const missed = { count: 1, first: '2026-11-22T21', last: '2026-11-22T21' };
    expect(purchaseNotices(audience, teller(), [], { quoteCurrency: 'usd', number: 1 })).toEqual([]);
    expect(purchaseNotices(nobody, teller(), purchases, { quoteCurrency: 'usd', number: 1 })).toEqual([]);
    expect(silenceNotices(audience, teller(), null)).toEqual([]);
    expect(silenceNotices(nobody, teller(), missed)).toEqual([]);
    expect(titles(silenceNotices(audience, teller(), missed))).toEqual([
      'crypto-bot missed a tick',
      'crypto-bot missed a tick',
    ]);
    const problem = { codes: ['broker'], troubles: [trouble('broker')], told: [] };
    expect(problemNotices(nobody, teller(), problem)).toEqual([]);
  });
});

it('tells what has begun to each service, each under a topic of its own', () => {
  const begun = [{ code: 'cash', title: 'no money is left to buy with', text: 'the paper account is empty' }];
  expect(conditionNotices(nobody, teller(), begun)).toEqual([]);
  const notices = conditionNotices(audience, teller(), begun);
  expect(notices.map(({ topic, service }) => `${topic} ${service}`)).toEqual(['begun:cash ntfy', 'begun:cash slack']);
  expect(readMessage(notices[0]?.message ?? '')).toMatchObject({
    title: 'crypto-bot: no money is left to buy with',
    lines: ['the paper account is empty'],
  });
});

/** What one service is told in runs an hour apart, of which each has these troubles. */
function tellRuns(runs: readonly (readonly string[])[]): { hour: number; title: string; since: number | null }[] {
  const codes = ['broker', 'market-data'];
  const latest = new Map<string, Notice>();
  return runs.flatMap((troubles, hour) => {
    const told = topicsOf(codes).flatMap((topic) => latest.get(topic) ?? []);
    const notices = problemNotices({ ...audience, services: ['ntfy'] }, teller(hour), {
      codes,
      troubles: troubles.map(trouble),
      told,
    });
    for (const notice of notices) latest.set(notice.topic, notice);
    return notices.map(({ message }) => {
      const { title, since } = readMessage(message);
      return { hour, title, since: since === null ? null : (Date.parse(since) - start) / HOUR_MS };
    });
  });
}

describe('a problem', () => {
  it('is told when it begins, once a day while it lasts, and when it is over', () => {
    const runs = [[], ...Array.from({ length: 50 }, () => ['broker']), [], [], ['broker']];
    expect(tellRuns(runs)).toEqual([
      { hour: 1, title: 'crypto-bot: broker failed', since: 1 },
      { hour: 25, title: 'crypto-bot: broker failed', since: 1 },
      { hour: 49, title: 'crypto-bot: broker failed', since: 1 },
      { hour: 51, title: 'crypto-bot: over: broker failed', since: null },
      { hour: 53, title: 'crypto-bot: broker failed', since: 53 },
    ]);
  });

  it('is told for itself, whatever else goes wrong', () => {
    expect(tellRuns([['broker'], ['broker', 'market-data'], ['market-data'], []])).toEqual([
      { hour: 0, title: 'crypto-bot: broker failed', since: 0 },
      { hour: 1, title: 'crypto-bot: market-data failed', since: 1 },
      { hour: 2, title: 'crypto-bot: over: broker failed', since: null },
      { hour: 3, title: 'crypto-bot: over: market-data failed', since: null },
    ]);
  });

  it('is over as often as it has begun, whenever it comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (fails) => {
        const told = tellRuns([...fails.map((it) => (it ? ['broker'] : [])), []]);
        const begun = told.filter(({ hour, since }) => since === hour).length;
        const over = told.filter(({ since }) => since === null).length;
        expect(over).toBe(begun);
        expect(begun).toBe(fails.filter((it, hour) => it && !fails[hour - 1]).length);
      }),
    );
  });
});
