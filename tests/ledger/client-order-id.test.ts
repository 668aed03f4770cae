import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientOrderIdOf } from '../../src/ledger/client-order-id.js';

it('derives the same id of the same order in every process, now and later', () => {
  expect(clientOrderIdOf('tick-1:bitcoin')).toBe('ab1e433c-b663-58e4-8751-f29dd251f614');
});

it('derives a lower-case UUID, and another one for another order', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(clientOrderIdOf(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(clientOrderIdOf(one) === clientOrderIdOf(other)).toBe(one === other);
    }),
  );
});
