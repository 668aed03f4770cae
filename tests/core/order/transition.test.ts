import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfFill } from '../../../src/core/fill.js';
import { sum, toExactString, ZERO } from '../../../src/core/money.js';
import { boundBy, commitmentsOf, unfilledQuantity } from '../../../src/core/order/cost.js';
import type { OrderEvent, Sighting } from '../../../src/core/order/events.js';
import { isOpen, type OrderRecord, orderStatuses } from '../../../src/core/order/order.js';
import { absenceReasons, transition } from '../../../src/core/order/transition.js';
import { amount } from '../examples.js';
import { aFill, aSighting, found, inState, lifeOf, minutesLater, promised } from './orders.js';

const at = minutesLater(9);
const late = aFill('T-9', '1', { at: new Date('2026-11-29T10:00:00Z') });
const seen = (order: OrderRecord, status: Sighting['status'], ...more: readonly ReturnType<typeof aFill>[]) =>
  found(aSighting(status, [...order.fills, ...more]));

const plain = {
  sending: { kind: 'sending', at },
  'not-sent': { kind: 'not-sent', reason: 'no network' },
  refused: { kind: 'refused', reason: 'no money', at },
  unanswered: { kind: 'unanswered', reason: 'no answer' },
  acknowledged: { kind: 'acknowledged', exchangeId: 'X-1' },
  absent: { kind: 'absent', at },
  'given-up': { kind: 'given-up', at },
  withdrawn: { kind: 'withdrawn', reason: 'cancelled by hand', at },
  'resolved as never sent': { kind: 'resolved', fill: null, at },
  'resolved as filled': { kind: 'resolved', fill: aFill('1', '10'), at },
} as const satisfies Readonly<Record<string, OrderEvent>>;

const toldStatuses = [
  'open',
  'filled',
  'cancelled',
  'expired',
  'rejected',
] as const satisfies readonly Sighting['status'][];

/** An event by its name: one of the plain ones, or "found STATUS", with what is known, one more fill, or more than is told. */
function eventOf(name: string, order: OrderRecord): OrderEvent {
  const simple = Object.entries(plain).find(([it]) => it === name)?.[1];
  if (simple) return simple;
  const told = toldStatuses.find((status) => name.startsWith(`found ${status}`));
  if (!told) throw new Error(`no event is called ${name}`);
  const fills = name.endsWith('more filled') ? [...order.fills, late] : order.fills;
  const sighting = aSighting(told, fills);
  const executed = name.endsWith('more executed') ? sighting.executed.plus(1) : sighting.executed;
  return found({ ...sighting, executed });
}

/** What each event makes of an order in each state: × where it cannot happen. */
const TABLE = `
                                 promised   sending          acknowledged     partially-filled  filled  cancelled        expired          rejected
  sending                        sending    ×                ×                ×                 ×       ×                ×                ×
  not-sent                       ×          promised         ×                ×                 ×       ×                ×                ×
  refused                        ×          rejected         ×                ×                 ×       ×                ×                ×
  unanswered                     ×          sending          ×                ×                 ×       ×                ×                ×
  acknowledged                   ×          acknowledged     ×                ×                 ×       ×                ×                ×
  absent                         ×          rejected         rejected         expired           filled  cancelled        expired          rejected
  given-up                       rejected   ×                ×                ×                 ×       ×                ×                ×
  withdrawn                      cancelled  ×                ×                ×                 ×       ×                ×                ×
  resolved as never sent         ×          rejected         ×                ×                 ×       ×                ×                ×
  resolved as filled             ×          filled           ×                ×                 ×       ×                ×                ×
  found open                     ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
  found filled                   ×          acknowledged     acknowledged     filled            filled  filled           filled           acknowledged
  found cancelled                ×          cancelled        cancelled        cancelled         filled  cancelled        cancelled        cancelled
  found expired                  ×          expired          expired          expired           filled  expired          expired          expired
  found rejected                 ×          rejected         rejected         cancelled         filled  cancelled        cancelled        rejected
  found open, more filled        ×          partially-filled partially-filled partially-filled  filled  partially-filled partially-filled partially-filled
  found filled, more filled      ×          filled           filled           filled            filled  filled           filled           filled
  found cancelled, more filled   ×          cancelled        cancelled        cancelled         filled  cancelled        cancelled        cancelled
  found expired, more filled     ×          expired          expired          expired           filled  expired          expired          expired
  found rejected, more filled    ×          cancelled        cancelled        cancelled         filled  cancelled        cancelled        cancelled
  found open, more executed      ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
  found filled, more executed    ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
  found cancelled, more executed ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
  found expired, more executed   ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
  found rejected, more executed  ×          acknowledged     acknowledged     partially-filled  filled  partially-filled partially-filled acknowledged
`;
const NAME_WIDTH = 33;
const [, ...rows] = TABLE.trimEnd().split('\n');
const [head = [], ...lines] = rows.map((row) => row.slice(NAME_WIDTH).trim().split(/ +/));
const cells = lines.flatMap((line, row) =>
  line.map((to, column) => ({ name: (rows[row + 1] ?? '').slice(0, NAME_WIDTH).trim(), status: head[column], to })),
);

describe('an order', () => {
  it('has a row in the table for each event, and a column for each state', () => {
    expect(head).toEqual(orderStatuses);
    const found = ['', ', more filled', ', more executed'].flatMap((how) =>
      toldStatuses.map((told) => `found ${told}${how}`),
    );
    expect(cells.map(({ name }) => name)).toEqual(
      [...Object.keys(plain), ...found].flatMap((name) => head.map(() => name)),
    );
  });

  it.each(cells)('that is $status: $name makes it $to', ({ name, status, to }) => {
    const before = Object.values(inState).find((order) => order.status === status);
    if (!before) throw new Error(`no order is ${status}`);
    const event = eventOf(name, before);
    if (to === '×')
      return expect(() => transition(before, event)).toThrow(`is ${status}: "${event.kind}" cannot happen to it`);
    const { order, effects, isChange } = transition(before, event);
    expect(order.status).toBe(to);
    expect(isChange).toBe(!isDeepStrictEqual(order, before));
    const resolved = name === 'resolved as filled' ? [{ ...aFill('1', '10'), lateDay: null }] : [];
    const lateDay = isOpen(before) || isOpen(order) ? null : '2026-11-29';
    expect(effects.fills).toEqual(name.endsWith('more filled') ? [{ ...late, lateDay }] : resolved);
    expect(order.fills).toEqual([...before.fills, ...effects.fills]);
    expect(order.closedAt === null).toBe(isOpen(order));
  });

  it.each<Sighting['status']>(['filled', 'cancelled', 'expired'])(
    'that is found %s stays open until its fills add up to what was executed',
    (told) => {
      const fills = [aFill('T-1', '4')];
      const waiting = lifeOf({ kind: 'sending', at }, found(aSighting(told, fills, { executed: amount('10') })));
      expect(waiting.status).toBe('partially-filled');
      const none = lifeOf({ kind: 'sending', at }, found(aSighting(told, [], { executed: amount('10') })));
      expect(none.status).toBe('acknowledged');
      expect(transition(waiting, found(aSighting(told, [...fills, aFill('T-2', '6')]))).order.status).toBe(told);
    },
  );

  it('that is called filled when nothing was executed stays open', () => {
    expect(transition(inState.sending, found(aSighting('filled'))).order.status).toBe('acknowledged');
  });

  it('records a fill once, however often it is seen, also twice in one answer', () => {
    const fill = aFill('T-1', '4');
    const first = transition(inState.sending, found(aSighting('open', [fill, fill], { executed: amount('4') })));
    expect(first.effects.fills).toHaveLength(1);
    const again = transition(first.order, found(aSighting('open', [fill])));
    expect(again).toEqual({
      order: first.order,
      isChange: false,
      effects: { fills: [], commitments: [], carriedBack: ZERO },
    });
  });

  it('keeps its reserve bound while it is open, and what it spent afterwards', () => {
    const bound = ({ status }: OrderRecord) =>
      toExactString(sum(commitmentsOf(inState[status]).map((it) => it.amount)));
    const bounds = Object.values(inState).map((order) => [order.status, bound(order), toExactString(boundBy(order))]);
    expect(bounds).toEqual([
      ['promised', '66', '66'],
      ['sending', '66', '66'],
      ['acknowledged', '66', '66'],
      ['partially-filled', '66', '43.5'],
      ['filled', '56', '0'],
      ['cancelled', '22.5', '0'],
      ['expired', '22.5', '0'],
      ['rejected', '0', '0'],
    ]);
    expect(toExactString(unfilledQuantity(inState['partially-filled']))).toBe('6');
    expect(toExactString(unfilledQuantity(inState.cancelled))).toBe('0');
  });

  it('releases what it did not spend in the event that closes it, on its own day', () => {
    const { effects } = transition(inState['partially-filled'], seen(inState['partially-filled'], 'cancelled'));
    expect(effects.commitments).toEqual([{ day: '2026-11-22', amount: amount('-43.5') }]);
  });

  it('counts a late fill on the day it was made', () => {
    const { effects } = transition(inState.rejected, seen(inState.rejected, 'filled', late));
    expect(effects.commitments).toEqual([{ day: '2026-11-29', amount: amount('6') }]);
  });

  it('gives back what earlier buys had carried, as far as it did not buy for it', () => {
    const carrying = { ...promised, carried: amount('35') };
    const events = (...told: readonly OrderEvent[]) => [{ kind: 'sending', at } as const, ...told];
    const refused = transition(carrying, ...events({ kind: 'refused', reason: 'no', at }));
    expect(refused.effects.carriedBack).toEqual(amount('35'));
    const most = found(aSighting('cancelled', [aFill('T-1', '8')]));
    expect(transition(carrying, ...events(most)).effects.carriedBack).toEqual(amount('10'));
    const whole = found(aSighting('filled', [aFill('T-1', '10')]));
    expect(transition(carrying, ...events(whole)).effects.carriedBack).toEqual(ZERO);
    expect(transition(refused.order, whole).effects.carriedBack).toEqual(amount('-35'));
  });

  it('counts what was spent beyond its reserve', () => {
    const dear = aFill('T-1', '10', { price: amount('7') });
    const { effects } = transition(inState.sending, found(aSighting('filled', [dear])));
    expect(effects.commitments).toEqual([{ day: '2026-11-22', amount: amount('4.5') }]);
  });

  it('that was nowhere says so, and is known by that', () => {
    expect(absenceReasons).toContain(inState.rejected.reason);
    expect(absenceReasons).toContain(transition(inState.acknowledged, { kind: 'absent', at }).order.reason);
    expect(absenceReasons).toContain(transition(inState.sending, plain['resolved as never sent']).order.reason);
    expect(absenceReasons).not.toContain(transition(inState.sending, plain['resolved as filled']).order.reason);
    expect(absenceReasons).not.toContain(inState.cancelled.reason);
  });

  it('says why it is in its state, when it was sent and closed, and what its exchange calls it', () => {
    const reasons = Object.entries(plain).map(([name, event]) => {
      const before = name === 'sending' || name === 'given-up' || name === 'withdrawn' ? promised : inState.sending;
      const { reason, sentAt, closedAt, exchangeId } = transition(before, event).order;
      const minutes = (it: Date | null) => (it ? (it.getTime() - promised.promisedAt.getTime()) / 60_000 : '-');
      return [name, minutes(sentAt), minutes(closedAt), exchangeId ?? '-', reason ?? '-'].join(', ');
    });
    expect(reasons).toEqual([
      'sending, 9, -, -, -',
      'not-sent, -, -, -, no network',
      'refused, 1, 9, -, no money',
      'unanswered, 1, -, -, no answer',
      'acknowledged, 1, -, X-1, -',
      'absent, 1, 9, -, never arrived',
      'given-up, -, 9, -, not sent: the run ended first',
      'withdrawn, -, 9, -, cancelled by hand',
      'resolved as never sent, 1, 9, -, resolved by hand: never sent',
      'resolved as filled, 1, 2, -, resolved by hand: filled',
    ]);
    expect(transition(inState.acknowledged, plain.absent).order.reason).toBe('the broker no longer has it');
    expect(transition(inState.sending, plain.acknowledged).isChange).toBe(true);
    expect(transition(inState.sending, plain.unanswered).isChange).toBe(true);
    const renamed = found(aSighting('open', [], { exchangeId: 'X-2' }));
    expect(transition(inState.acknowledged, renamed)).toMatchObject({ isChange: true, order: { exchangeId: 'X-2' } });
  });

  it('has its fills oldest first, however they are told, and is closed by the last of them', () => {
    const fills = [3, 1, 2].map((minutes) => aFill(`T-${minutes}`, String(minutes), { at: minutesLater(minutes) }));
    const { order } = transition(inState.sending, found(aSighting('filled', fills)));
    expect(order.fills.map(({ tradeId }) => tradeId)).toEqual(['T-1', 'T-2', 'T-3']);
    expect(order.closedAt).toEqual(minutesLater(3));
  });

  it('is closed when its last fill was made, or when it is known that there will be none', () => {
    expect(inState.filled).toMatchObject({ closedAt: minutesLater(2.5), reason: null, exchangeId: 'X-1' });
    expect(inState.cancelled).toMatchObject({ closedAt: minutesLater(3), reason: 'by the exchange' });
    expect(transition(inState.rejected, seen(inState.rejected, 'open')).order).toMatchObject({ closedAt: null });
  });

  it.each([
    ['USD', '22.5'],
    ['BTC', '22'],
    ['BNB', '22'],
    [null, '22.5'],
  ])('is charged a fee in %s', (feeCurrency, cost) => {
    expect(toExactString(costOfFill(aFill('T-1', '4', { feeCurrency }), 'BTC/USD'))).toBe(cost);
  });
});

describe('whatever is seen of an order', () => {
  const someFill = fc.record({ tradeId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 9 }) });
  const someSighting = fc
    .record({
      status: fc.constantFrom('open', 'filled', 'cancelled', 'expired', 'rejected'),
      fills: fc.array(someFill, { maxLength: 4 }),
      executed: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    })
    .map(({ status, fills, executed }) =>
      aSighting(
        status,
        fills.map(({ tradeId, quantity }) => aFill(tradeId, String(quantity))),
        executed === undefined ? {} : { executed: amount(String(executed)) },
      ),
    );

  it('its fills only grow, the changes of its sums add up to what it counts for, and closed it binds nothing', () => {
    fc.assert(
      fc.property(fc.array(someSighting, { maxLength: 6 }), (sightings) => {
        let order: OrderRecord = inState.sending;
        const sums = new Map(commitmentsOf(order).map(({ day, amount }) => [day, amount]));
        for (const sighting of sightings) {
          const { order: next, effects } = transition(order, found(sighting));
          expect(next.fills).toEqual([...order.fills, ...effects.fills]);
          expect(new Set(next.fills.map(({ tradeId }) => tradeId)).size).toBe(next.fills.length);
          for (const { day, amount: more } of effects.commitments)
            sums.set(day, (sums.get(day) ?? amount('0')).plus(more));
          expect(boundBy(next).isZero() || isOpen(next)).toBe(true);
          order = next;
        }
        const counted = sum(commitmentsOf(order).map((it) => it.amount));
        expect(toExactString(sum([...sums.values()]))).toBe(toExactString(counted));
      }),
    );
  });
});
