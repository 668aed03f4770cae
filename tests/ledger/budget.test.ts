import { beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/decisions/decision.js';
import { makePlan } from '../../src/core/decisions/plan.js';
import type { Snapshot } from '../../src/core/decisions/snapshot.js';
import { type Caps, costOf, NOTHING_SPENT, type Spending, totalCost } from '../../src/core/limits/caps.js';
import type { CashMove } from '../../src/core/limits/cash.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Order } from '../../src/core/model.js';
import { toExactString, ZERO } from '../../src/core/money.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createDryRunLedger } from '../../src/ledger/memory/dry-run-ledger.js';
import { always, amount, aQuote, aSnapshot, aTick } from '../core/examples.js';
import { type Opener, openers } from './ledgers.js';
import { fill } from './promises.js';

interface Buy {
  readonly coins?: readonly string[];
  readonly caps?: Caps;
  readonly at?: string;
  /** Called as often as a plan is made. */
  readonly seen?: (before: Spending) => void;
}

/** A tick that buys each coin, at 10 apiece, for 30. */
async function buy(
  ledger: Ledger,
  id: string,
  { coins = ['a', 'b'], caps = {}, at, seen }: Buy = {},
): Promise<Order[]> {
  const tick = aTick({ id, startedAt: new Date(at ?? '2026-11-22T12:00:00Z') });
  const snapshot = aSnapshot({ quotes: coins.map((coin) => aQuote(coin, '10')) });
  const policy = { strategy: always, gate: OPEN_GATE, sizing: { notional: amount('30') }, caps };
  const promised = await ledger.begin(tick, snapshot, (before): Plan => {
    seen?.(before);
    return makePlan(tick, snapshot, policy, before);
  });
  if ('earlier' in promised) throw new Error('the tick has no slot');
  return [...promised.orders];
}

const aMove = (id: string, kind: 'deposit' | 'withdrawal', digits: string): CashMove => ({
  id,
  kind,
  amount: amount(digits),
  quoteCurrency: 'usd',
  at: new Date('2026-11-22T11:00:00Z'),
});
const costs = (orders: readonly Order[]) => orders.map((order) => `${order.coin} ${toExactString(costOf(order))}`);

describe.each(Object.entries(openers))('the budget in the %s ledger', (_name, create) => {
  let open: Opener;
  let ledger: Ledger;
  beforeEach(async () => {
    open = await create();
    ledger = await open();
  });

  it('knows of nothing spent before the first tick', async () => {
    expect(await ledger.loadSpending(new Date('2026-11-22T12:00:00Z'), ['a'])).toEqual(NOTHING_SPENT);
    expect(await ledger.loadCash(9)).toEqual([]);
    expect(await ledger.loadLastSeen(['a'])).toEqual([]);
    expect(await ledger.loadCategories()).toEqual([]);
    expect(await ledger.loadMembers()).toEqual([]);
  });

  it('tells each plan what was promised in its UTC day and month, in all, and for its coins', async () => {
    const sums: string[] = [];
    const seen = ({ day, month, total, coins }: Spending) =>
      sums.push([day, month, total, coins.get('a')?.amount ?? ZERO].map(toExactString).join(' '));
    await buy(ledger, 'tick-1', { at: '2026-11-30T22:00:00Z', seen });
    await buy(ledger, 'tick-2', { at: '2026-11-30T23:59:59.999Z', seen });
    await buy(ledger, 'tick-3', { at: '2026-12-01T00:00:00Z', seen });
    await buy(await open(), 'tick-4', { at: '2026-12-02T00:00:00Z', coins: ['b'], seen });
    expect(sums).toEqual(['0 0 0 0', '60 60 60 30', '0 0 120 60', '0 60 180 0']);
  });

  it('tells what is held with what is promised and not settled yet', async () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const positions = async () => (await (await open()).loadSpending(at, ['a', 'c'])).positions;
    const orders = await buy(ledger, 'tick-1', {});
    const promised = await positions();
    expect([...promised.keys()]).toEqual(['a']);
    expect(promised.get('a')).toMatchObject({ buyCount: 1, costBasis: amount('30') });
    for (const order of orders) await fill(ledger, order, order);
    expect(await positions()).toEqual(promised);
  });

  it('keeps the number of buys that a coin was given, and what it carries', async () => {
    const at = new Date('2026-11-22T12:00:00Z');
    await buy(ledger, 'tick-1', { caps: { tick: amount('40') } });
    expect((await (await open()).loadSpending(at, ['a', 'b', 'c'])).coins).toEqual(
      new Map([
        ['a', { amount: amount('30'), carried: ZERO, buysGiven: amount('1'), lastOrderedAt: at }],
        ['b', { amount: amount('10'), carried: ZERO, buysGiven: amount('0.33333333'), lastOrderedAt: at }],
      ]),
    );
    const tick = aTick({ id: 'tick-2', startedAt: at });
    await ledger.begin(tick, aSnapshot({ quotes: [aQuote('a', '10')] }), (before) => {
      const a = { amount: amount('30'), carried: amount('0.1'), buysGiven: amount('1.5'), lastOrderedAt: at };
      return { tick, decisions: [], orders: [], spending: { ...before, coins: new Map([['a', a]]) } };
    });
    expect(await ledger.loadCarried()).toEqual(new Map([['a', amount('0.1')]]));
    const { coins, total } = await ledger.loadSpending(at, ['a', 'b']);
    expect([coins.get('a')?.carried, coins.get('a')?.buysGiven, coins.get('b')?.amount, total]).toEqual([
      amount('0.1'),
      amount('1.5'),
      amount('10'),
      amount('40'),
    ]);
  });

  it('is overrun by none of 8 ticks at once: their purchases are exactly the cap', async () => {
    const ledgers = await Promise.all(Array.from({ length: 8 }, open));
    const caps = { day: amount('100') };
    const orders = await Promise.all(ledgers.map((it, n) => buy(it, `tick-${n}`, { caps })));
    expect(toExactString(totalCost(orders.flat()))).toBe('100'); // 30 + 30, 30 + 10
    expect((await ledger.loadOpenOrders()).map(costOf).map(toExactString).sort()).toEqual(['10', '30', '30', '30']);
  });

  it('gives a tick that is begun already as it was promised, and counts it once', async () => {
    const caps = { total: amount('40') };
    const first = await buy(ledger, 'tick-1', { caps });
    expect(costs(first)).toEqual(['a 30', 'b 10']);
    expect(costs(await buy(ledger, 'tick-1', { caps }))).toEqual(['a 30', 'b 10']);
    expect((await ledger.loadSpending(new Date('2026-11-22T12:00:00Z'), [])).total).toEqual(amount('40'));
  });

  it('writes nothing when the plan cannot be made', async () => {
    const fail = () => {
      throw new Error('no plan');
    };
    await expect(ledger.begin(aTick(), aSnapshot({ quotes: [aQuote('a', '1')] }), fail)).rejects.toThrow('no plan');
    expect(await ledger.loadMarket()).toBeNull();
    expect(await ledger.findCoins('a')).toEqual([]);
  });

  it('keeps the paper account: entries newest first, each with the balance after it', async () => {
    await ledger.moveCash(aMove('1', 'deposit', '100'));
    await buy(ledger, 'tick-1');
    await ledger.moveCash(aMove('2', 'withdrawal', '15.5'));
    await buy(ledger, 'tick-2', { coins: [] });
    const entries = await (await open()).loadCash(9);
    expect(entries.map(({ kind, amount, balance, tickId }) => `${kind} ${amount} ${balance} ${tickId}`)).toEqual([
      'withdrawal -15.5 24.5 null',
      'purchase -60 40 tick-1',
      'deposit 100 100 null',
    ]);
    expect(await ledger.loadCash(1)).toEqual(entries.slice(0, 1));
    expect(costs(await buy(ledger, 'tick-3'))).toEqual(['a 24.5']);
  });

  it('moves cash once per id, and never below zero', async () => {
    const first = await ledger.moveCash(aMove('1', 'deposit', '100'));
    expect(await ledger.moveCash(aMove('1', 'deposit', '100'))).toEqual(first);
    await expect(ledger.moveCash(aMove('2', 'withdrawal', '100.01'))).rejects.toMatchObject({
      code: 'usage',
      message: 'the cash balance is 100: 100.01 cannot be withdrawn',
    });
    const ledgers = await Promise.all(Array.from({ length: 4 }, open));
    const moves = ledgers.map((it, n) => it.moveCash(aMove(`w${n}`, 'withdrawal', '40')).catch(() => null));
    expect((await Promise.all(moves)).filter((it) => it !== null)).toHaveLength(2);
    expect((await ledger.loadCash(1))[0]?.balance).toEqual(amount('20'));
  });

  it('does not limit any longer once it is closed', async () => {
    await ledger.moveCash(aMove('1', 'deposit', '40'));
    const closing = { id: '2', kind: 'closing', quoteCurrency: 'usd', at: new Date('2026-11-22T12:00:00Z') } as const;
    await expect(ledger.moveCash({ ...closing, isAll: false })).rejects.toMatchObject({
      code: 'usage',
      message: 'the cash balance is 40: say cash close --all to withdraw it, too',
    });
    const closed = await ledger.moveCash({ ...closing, isAll: true });
    expect(await ledger.moveCash({ ...closing, isAll: true })).toEqual(closed);
    expect(await ledger.loadCash(1)).toEqual([closed]);
    expect(costs(await buy(ledger, 'tick-1'))).toEqual(['a 30', 'b 30']);
    expect(await ledger.loadCash(9)).toHaveLength(2);
    await expect(ledger.moveCash({ ...closing, id: '3', isAll: true })).rejects.toMatchObject({ code: 'usage' });
    await ledger.moveCash(aMove('4', 'deposit', '7'));
    expect(costs(await buy(ledger, 'tick-2'))).toEqual(['a 7']);
  });

  it('refuses cash in another currency than its ticks, and ticks in another than its cash', async () => {
    await ledger.moveCash(aMove('1', 'deposit', '100'));
    const euros = { ...aMove('2', 'deposit', '100'), quoteCurrency: 'eur' };
    const refusal = { code: 'config', message: expect.stringContaining('this ledger is in usd, not eur') };
    await expect(ledger.moveCash(euros)).rejects.toMatchObject(refusal);
    const tick = aTick({ quoteCurrency: 'eur' });
    const begin = ledger.begin(tick, aSnapshot(), (before) => ({ tick, decisions: [], orders: [], spending: before }));
    await expect(begin).rejects.toMatchObject(refusal);
    const other = await (await create())();
    await buy(other, 'tick-1');
    await expect(other.moveCash(euros)).rejects.toMatchObject(refusal);
  });

  it('is only looked at by a dry run', async () => {
    await ledger.moveCash(aMove('1', 'deposit', '40'));
    expect(costs(await buy(createDryRunLedger(ledger), 'tick-1'))).toEqual(['a 30', 'b 10']);
    expect(costs(await buy(createDryRunLedger(ledger), 'tick-2'))).toEqual(['a 30', 'b 10']);
    expect(await ledger.loadCash(9)).toHaveLength(1);
  });

  it('remembers the universe, its categories, and how its coins looked', async () => {
    const begin = (id: string, seen: Partial<Snapshot>) => {
      const tick = aTick({ id });
      return ledger.begin(tick, aSnapshot(seen), (before) => ({ tick, decisions: [], orders: [], spending: before }));
    };
    const day = '2026-11-22';
    const stable = { name: 'stablecoins', day, coins: ['usd-coin', 'tether'] } as const;
    const quotes = [{ ...aQuote('b', '2.5'), marketCapRank: 7 }, aQuote('a', '1')];
    await begin('tick-1', { quotes, fetchedCategories: [stable], members: ['b', 'a'] });
    await begin('tick-2', { quotes: quotes.slice(1) });
    expect(await ledger.loadMembers()).toEqual([]);
    const newer = { ...stable, day: '2026-11-23', coins: [] };
    await begin('tick-3', { fetchedCategories: [newer], members: ['c'] });
    expect(await ledger.loadMembers()).toEqual(['c']);
    await begin('tick-4', { members: null });
    expect(await ledger.loadMembers()).toEqual(['c']);
    expect(await ledger.loadCategories()).toEqual([newer]);
    const b = { coin: 'b', price: amount('2.5'), seenRank: 7, at: quotes[0]?.fetchedAt };
    expect(await ledger.loadLastSeen(['b', 'z'])).toEqual([{ ...b, believedRank: 7, doubtedSince: null }]);
    const doubted = { believedRank: 300, doubtedSince: new Date('2026-11-22T12:00:00Z') };
    await begin('tick-5', { quotes, ranks: new Map([['b', doubted]]) });
    expect(await ledger.loadLastSeen(['b'])).toEqual([{ ...b, ...doubted }]);
  });
});
