import { describe, expect, it } from 'vitest';
import { parseLive, turnOff, turnOn, whyNotLive } from '../../src/broker/live.js';
import { amount, now } from '../core/examples.js';

const later = new Date(now.getTime() + 1000);
const opening = { balances: new Map([['BTC', amount('0.1')]]), positions: new Map([['bitcoin', amount('0.05')]]) };
const said = { broker: 'kraken', key: 'k1', at: now, opening };
const other = { balances: new Map(), positions: new Map() };

describe('whether real money may be spent', () => {
  it('is not so before it was said', () => {
    expect(parseLive(null)).toBeNull();
    expect(whyNotLive(null, said)).toBe('live is off');
  });

  it('is so for the broker and the keys that it was said for, and counts from the first of them', () => {
    const once = turnOn(null, said);
    const twice = turnOn(once, { ...said, key: 'k2', at: later, opening: other });
    expect(turnOn(twice, said)).toBe(twice);
    expect(parseLive(twice)).toEqual({ isOn: true, broker: 'kraken', keys: ['k1', 'k2'], since: now, opening });
    for (const key of ['k1', 'k2']) expect(whyNotLive(twice, { broker: 'kraken', key })).toBeNull();
    expect(whyNotLive(twice, { broker: 'kraken', key: 'k3' })).toBe('live is off for this key');
    expect(whyNotLive(twice, { broker: 'kraken-sandbox', key: 'k1' })).toBe('live is off');
  });

  it('ends for all keys at once, and then begins anew', () => {
    const off = turnOff(turnOn(null, said), later);
    expect(parseLive(off)).toEqual({ isOn: false, broker: 'kraken', keys: [], since: later, opening });
    expect(whyNotLive(off, said)).toBe('live is off');
    expect(turnOff(off, new Date(0))).toBe(off);
    const again = turnOn(off, { ...said, key: 'k2', at: later, opening: other });
    expect(parseLive(again)).toMatchObject({ isOn: true, keys: ['k2'], since: later, opening: other });
  });

  it.each([
    ['no JSON', 'x'],
    ['an amount that is none', turnOn(null, said).replace('0.05', '1e400')],
    ['a day that is not in the calendar', turnOn(null, said).replace(/(?<="since":"\d+)-\d\d-\d\d/, '-02-30')],
  ])('is refused, and not guessed, where the ledger has %s', (_, text) => {
    for (const read of [() => parseLive(text), () => whyNotLive(text, said), () => turnOff(text, now)])
      expect(read).toThrow(expect.objectContaining({ code: 'ledger', message: expect.stringContaining('damaged') }));
  });

  it('can be ended where it was never said', () => {
    expect(whyNotLive(turnOff(null, now), said)).toBe('live is off');
  });
});
