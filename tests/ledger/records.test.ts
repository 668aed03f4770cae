import { beforeEach, describe, expect, it } from 'vitest';
import type { Notice, RunRecord, WaitingNotice } from '../../src/core/records.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { now } from '../core/examples.js';
import { type Opener, openers } from './ledgers.js';
import { aPromise, begin } from './promises.js';

const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function aRun(id: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    beganAt: now,
    endedAt: null,
    slot: '2026-11-22T22',
    exitCode: null,
    tickId: null,
    problem: null,
    requests: null,
    ...changes,
  };
}

function aNotice(messageId: string, changes: Partial<Notice> = {}): Notice {
  return { messageId, service: 'ntfy', topic: 'purchase', message: '{"title":"₿"}', createdAt: now, ...changes };
}

describe.each(Object.entries(openers))('the %s ledger', (_name, create) => {
  let open: Opener;
  let ledger: Ledger;
  beforeEach(async () => {
    open = await create();
    ledger = await open();
  });

  const due = async (at: Date, service = 'ntfy') =>
    (await ledger.loadDueNotices(service, at, 100)).map(({ messageId }) => messageId);
  const first = async (at: Date): Promise<WaitingNotice> => {
    const [notice] = await ledger.loadDueNotices('ntfy', at, 1);
    if (!notice) throw new Error('no message is due');
    return notice;
  };

  it('keeps what is known of a run, and then what came of it', async () => {
    expect(await ledger.loadLatestRun(now)).toBeNull();
    await ledger.keep({ run: aRun('one') });
    expect(await (await open()).loadLatestRun(now)).toEqual(aRun('one'));
    const ended = aRun('one', { endedAt: minutesLater(1), exitCode: 3, problem: 'bitcoin: no price', requests: 4 });
    await ledger.keep({ run: ended });
    await ledger.keep({ run: aRun('earlier', { beganAt: minutesLater(-1) }) });
    expect(await ledger.loadLatestRun(now)).toEqual(ended);
  });

  it('gives a run that a wrong clock has put into the future only where there is no other', async () => {
    const ahead = aRun('ahead', { beganAt: minutesLater(60) });
    await ledger.keep({ run: ahead });
    expect(await ledger.loadLatestRun(now)).toEqual(ahead);
    await ledger.keep({ run: aRun('now') });
    expect(await ledger.loadLatestRun(now)).toEqual(aRun('now'));
    expect(await ledger.loadLatestRun(minutesLater(60))).toEqual(ahead);
  });

  it('records a run and its messages with the tick that they belong to, or not at all', async () => {
    const promise = aPromise('tick-1', ['bitcoin'], { slot: '2026-11-22T22' });
    const records = { run: aRun('one', { tickId: 'tick-1', exitCode: 0 }), notices: [aNotice('a')] };
    await begin(ledger, { ...promise, plan: { ...promise.plan, ...{ records } } });
    expect(await ledger.loadLatestRun(now)).toEqual(records.run);
    expect(await due(now)).toEqual(['a']);

    const late = aPromise('tick-2', ['bitcoin'], { slot: '2026-11-22T22' });
    const others = { run: aRun('two', { beganAt: minutesLater(1) }), notices: [aNotice('b')] };
    await begin(ledger, { ...late, plan: { ...late.plan, ...{ records: others } } });
    expect(await ledger.loadLatestRun(now)).toEqual(records.run);
    expect(await due(now)).toEqual(['a']);
  });

  it('has a message wait once, however often it is kept, from its time on', async () => {
    await ledger.keep({
      notices: [aNotice('b', { createdAt: minutesLater(1) }), aNotice('a'), aNotice('a', { service: 'slack' })],
    });
    await ledger.keep({ notices: [aNotice('a', { message: 'other' })] });
    expect(await due(minutesLater(-1))).toEqual([]);
    expect(await due(now)).toEqual(['a']);
    expect(await due(now, 'slack')).toEqual(['a']);
    expect(await due(minutesLater(1))).toEqual(['a', 'b']);
    expect(await first(now)).toEqual({ ...aNotice('a'), tries: 0, nextTryAt: now });
  });

  it('has a message take the place of one with less in it, or keeps what it adds where that was sent', async () => {
    const more = (message: string, addition: string, of: string) =>
      ledger.keep({ notices: [{ ...aNotice('a', { message }), addition: { messageId: of, message: addition } }] });
    await ledger.keep({ notices: [aNotice('a', { message: '1' }), aNotice('a', { service: 'slack', message: '1' })] });
    await more('1 2', '2', 'b');
    expect(await first(now)).toEqual({ ...aNotice('a', { message: '1 2' }), tries: 0, nextTryAt: now });
    await ledger.claimNotice(await first(now), minutesLater(5));
    await more('1 2 3', '3', 'c');
    const kept = await ledger.loadDueNotices('ntfy', minutesLater(5), 9);
    expect(kept.map(({ messageId, message }) => [messageId, message])).toEqual([
      ['a', '1 2'],
      ['c', '3'],
    ]);
    expect(await ledger.loadDueNotices('slack', now, 9)).toMatchObject([{ message: '1' }]);
  });

  it('gives a message to one of several that want to send it', async () => {
    await ledger.keep({ notices: [aNotice('a')] });
    const [one, two] = [await first(now), await (await open()).loadDueNotices('ntfy', now, 1)];
    const claims = [one, ...two].map((notice) => ledger.claimNotice(notice, minutesLater(5)));
    expect((await Promise.all(claims)).sort()).toEqual([false, true]);
    expect(await due(minutesLater(4))).toEqual([]);
    expect(await first(minutesLater(5))).toMatchObject({ messageId: 'a', tries: 1, nextTryAt: minutesLater(5) });
  });

  it('sends no message again that was delivered, and gives none up before its last try', async () => {
    await ledger.keep({ notices: [aNotice('a'), aNotice('b'), aNotice('c')] });
    expect(await ledger.loadUndelivered()).toEqual([{ service: 'ntfy', waiting: 3, givenUp: 0, problem: null }]);
    for (const notice of await ledger.loadDueNotices('ntfy', now, 3)) await ledger.claimNotice(notice, minutesLater(5));
    await ledger.recordTry(aNotice('a'), { deliveredAt: now });
    await ledger.recordTry(aNotice('b'), { problem: 'ntfy: answered 500', nextTryAt: minutesLater(7) });
    await ledger.recordTry(aNotice('c'), { problem: 'ntfy: answered 404', nextTryAt: null });
    expect(await due(minutesLater(6))).toEqual([]);
    expect(await due(minutesLater(7))).toEqual(['b']);
    const notGiven = { service: 'ntfy', waiting: 1, givenUp: 1, problem: 'ntfy: answered 404' };
    expect(await ledger.loadUndelivered()).toEqual([notGiven]);
    const [waiting] = await ledger.loadDueNotices('ntfy', minutesLater(7), 1);
    if (waiting) await ledger.claimNotice(waiting, null);
    expect(await due(minutesLater(9999))).toEqual([]);
  });

  it('counts as given up what a service has taken no later message since', async () => {
    const times = { a: 0, b: 1, c: 2, d: 3 };
    const notices = Object.entries(times).map(([id, minute]) => aNotice(id, { createdAt: minutesLater(minute) }));
    await ledger.keep({ notices: [...notices, aNotice('a', { service: 'slack' })] });
    const giveUp = (id: string) => ledger.recordTry(aNotice(id), { problem: `no ${id}`, nextTryAt: null });
    const deliver = (id: string, service = 'ntfy') => ledger.recordTry(aNotice(id, { service }), { deliveredAt: now });
    await Promise.all([giveUp('a'), giveUp('b'), deliver('a', 'slack')]);
    const ofNtfy = { service: 'ntfy', waiting: 2, givenUp: 2, problem: 'no b' };
    expect(await ledger.loadUndelivered()).toEqual([ofNtfy]);
    await deliver('c');
    expect(await ledger.loadUndelivered()).toEqual([{ ...ofNtfy, waiting: 1, givenUp: 0, problem: null }]);
    await giveUp('d');
    expect(await ledger.loadUndelivered()).toEqual([{ ...ofNtfy, waiting: 0, givenUp: 1, problem: 'no d' }]);
  });

  it('forgets after a month the messages that do not wait', async () => {
    const monthLater = (days: number) => new Date(now.getTime() + (31 + days) * 86_400_000);
    await ledger.keep({ notices: ['a', 'b', 'c'].map((id) => aNotice(id, { topic: id })) });
    await ledger.recordTry(aNotice('a'), { deliveredAt: now });
    await ledger.recordTry(aNotice('b'), { problem: 'gone', nextTryAt: null });
    const kept = async () => (await ledger.loadLatestNotices(['a', 'b', 'c'])).map(({ messageId }) => messageId);
    await ledger.keep({ notices: [aNotice('d', { createdAt: monthLater(0) })] });
    expect(await kept()).toEqual(['a', 'b', 'c']);
    await ledger.keep({ notices: [aNotice('e', { createdAt: monthLater(1) })] });
    expect(await kept()).toEqual(['c']);
  });

  it('knows the latest message on a topic', async () => {
    const early = aNotice('a', { topic: 'problem:broker' });
    const late = aNotice('b', { topic: 'problem:broker', createdAt: minutesLater(1) });
    await ledger.keep({ notices: [late, early, aNotice('c')] });
    expect(await ledger.loadLatestNotices(['problem:broker', 'none'])).toEqual([late]);
    expect(await ledger.loadLatestNotices([])).toEqual([]);
  });

  it('knows when ticks were made, in the order in which they were recorded', async () => {
    expect(await ledger.loadTickTimes(now)).toEqual({ count: 0, first: null, latest: [], since: [] });
    const minutes = [0, 60, -30, ...Array.from({ length: 9 }, (_, index) => 100 + index)];
    for (const [index, minute] of minutes.entries())
      await begin(ledger, aPromise(`tick-${index}`, [], { at: minutesLater(minute) }));
    const { count, first, latest, since } = await ledger.loadTickTimes(minutesLater(60));
    expect({ count, first }).toEqual({ count: 12, first: minutesLater(-30) });
    expect(latest.map(({ sequence }) => sequence)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(latest[9]).toMatchObject({ id: 'tick-2', slot: null, market: 'sample', startedAt: minutesLater(-30) });
    expect(since.map((at) => at.getTime()).sort()).toEqual(
      minutes.filter((it) => it >= 60).map((it) => minutesLater(it).getTime()),
    );
  });
});
