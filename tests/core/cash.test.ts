import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CashEntry, cashOf, enterAdjustment, enterMove, enterPurchases } from '../../src/core/limits/cash.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import { amount, aTick, now } from './examples.js';
import { promised } from './order/orders.js';

const cents = (count: number) => new Decimal(count).dividedBy(100);
const some = fc.integer({ min: 1, max: 1_000_000 }).map(cents);
const entryOf = (balance: Decimal): CashEntry => ({
  id: 'before',
  kind: 'deposit',
  amount: balance,
  balance,
  quoteCurrency: 'eur',
  tickId: null,
  at: now,
});
const move = (kind: 'deposit' | 'withdrawal', moved: Decimal) =>
  ({ id: 'one', kind, amount: moved, quoteCurrency: 'eur', at: now }) as const;

describe('the paper account', () => {
  it('pays out at most the balance, and takes any deposit', () => {
    const fixed = { id: 'one', quoteCurrency: 'eur', tickId: null, at: now };
    fc.assert(
      fc.property(some, some, (balance, moved) => {
        const latest = entryOf(balance);
        const overdrawn = entryOf(balance.negated());
        const withdraw = (of: Decimal) => enterMove(latest, move('withdrawal', of));
        expect(withdraw(balance)).toEqual({ ...fixed, kind: 'withdrawal', amount: balance.negated(), balance: ZERO });
        expect(withdraw(balance.plus(cents(1)))).toBeNull();
        expect(enterMove(null, move('withdrawal', moved))).toBeNull();
        for (const [earlier, after] of [
          [latest, balance.plus(moved)] as const,
          [overdrawn, moved.minus(balance)] as const,
          [null, moved] as const,
        ])
          expect(enterMove(earlier, move('deposit', moved))).toEqual({
            ...fixed,
            kind: 'deposit',
            amount: moved,
            balance: after,
          });
      }),
    );
  });

  it('is corrected to what an order counts for: by a purchase, or by a release', () => {
    const adjust = (more: Decimal) =>
      enterAdjustment(entryOf(amount('100')), { id: 'one', tickId: 'tick-1', more, at: now });
    const fixed = { id: 'one', tickId: 'tick-1', quoteCurrency: 'eur', at: now };
    expect(adjust(ZERO)).toEqual([]);
    expect(adjust(amount('3'))).toEqual([{ ...fixed, kind: 'purchase', amount: amount('-3'), balance: amount('97') }]);
    expect(adjust(amount('-3'))).toEqual([{ ...fixed, kind: 'released', amount: amount('3'), balance: amount('103') }]);
  });

  it('is closed when it is empty, or with all that is left, and opened by the next deposit', () => {
    const closing = { id: 'one', kind: 'closing', quoteCurrency: 'eur', at: now } as const;
    const closed = enterMove(entryOf(amount('12.5')), { ...closing, isAll: true });
    expect(closed).toEqual({ ...closing, amount: amount('-12.5'), balance: ZERO, tickId: null });
    expect(enterMove(entryOf(ZERO), { ...closing, isAll: false })).toEqual({ ...closed, amount: ZERO });
    expect(enterMove(entryOf(amount('12.5')), { ...closing, isAll: false })).toBeNull();
    expect(enterMove(closed, { ...closing, isAll: true })).toBeNull();
    expect(enterMove(null, { ...closing, isAll: true })).toBeNull();
    expect([cashOf(null), cashOf(closed), cashOf(entryOf(ZERO))]).toEqual([null, null, ZERO]);
    expect(enterMove(closed, move('withdrawal', amount('1')))).toBeNull();
    expect(cashOf(enterMove(closed, move('deposit', amount('7'))))).toEqual(amount('7'));
  });

  it('stays closed when something of an earlier order is released', () => {
    const closed: CashEntry = { ...entryOf(ZERO), kind: 'closing' };
    const entries = enterAdjustment(closed, { id: 'one', tickId: 'tick-1', more: amount('-3'), at: now });
    expect(
      entries.map(({ id, kind, amount, balance, tickId }) => `${id} ${kind} ${amount} ${balance} ${tickId}`),
    ).toEqual(['one released 3 3 tick-1', 'one-closing closing -3 0 null']);
    expect(cashOf(entries.at(-1) ?? null)).toBeNull();
  });

  it('has one entry of all that a tick orders, and none of a tick that orders nothing, or where there is no account', () => {
    const order = { ...promised, reserve: amount('30') };
    const orders = [order, { ...order, reserve: amount('12.5') }];
    expect(enterPurchases(amount('100'), { tick: aTick(), orders })).toEqual({
      id: 'tick-1',
      kind: 'purchase',
      amount: amount('-42.5'),
      balance: amount('57.5'),
      quoteCurrency: 'usd',
      tickId: 'tick-1',
      at: now,
    });
    expect(enterPurchases(amount('100'), { tick: aTick(), orders: [] })).toBeNull();
    expect(enterPurchases(null, { tick: aTick(), orders })).toBeNull();
  });
});
