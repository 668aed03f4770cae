import { expect, it } from 'vitest';
import { sumUpUndelivered } from '../../src/core/records.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));

it('messages that were not delivered are summed up by service, those that were given up since it took one', () => {
  const notice = (service: string, hour: number, changes: { isGivenUp?: boolean; problem?: string } = {}) => ({
    service,
    createdAt: at(hour),
    nextTryAt: changes.isGivenUp ? null : at(23),
    problem: changes.problem ?? null,
  });
  const notices = [
    notice('ntfy', 9),
    notice('ntfy', 8, { isGivenUp: true, problem: 'no answer' }),
    notice('email', 8, { isGivenUp: true, problem: 'refused' }),
    notice('ntfy', 7, { isGivenUp: true, problem: 'gone' }),
    notice('ntfy', 6, { isGivenUp: true, problem: 'before it took one' }),
    notice('ntfy', 5),
    notice('slack', 4, { isGivenUp: true, problem: 'before it took one' }),
  ];
  const lastTaken = new Map([
    ['ntfy', at(7)],
    ['slack', at(5)],
  ]);
  expect(sumUpUndelivered(notices, lastTaken)).toEqual([
    { service: 'email', waiting: 0, givenUp: 1, problem: 'refused' },
    { service: 'ntfy', waiting: 2, givenUp: 2, problem: 'no answer' },
    { service: 'slack', waiting: 0, givenUp: 0, problem: null },
  ]);
});
