import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/core/decisions/decision.js';
import { renderTick } from '../../src/report/tick/text.js';
import { promised } from '../core/order/orders.js';
import { aHolding, amount, aPortfolio, aPurchase, aResult, bitcoin, colorful, plain, tether } from './examples.js';

const style = { dryRun: false, attribution: null, isSandbox: false, color: plain };

const aDecision = (action: Decision['action'], coin: string, reason: string): Decision => ({
  coin,
  symbol: coin.slice(0, 3),
  price: amount('1'),
  average: null,
  action,
  reason,
  inputs: null,
});

const bought = aResult({
  decisions: [aDecision('buy', 'bitcoin', 'it is cheap'), aDecision('buy', 'tether', 'it is cheap')],
  purchases: [aPurchase(), aPurchase({ coin: 'tether', price: amount('0.999586') })],
  portfolio: () => aPortfolio(bitcoin, tether),
});

describe('the report of a tick', () => {
  it('says what was bought, and the gain or loss of each coin', () => {
    expect(renderTick(bought, style)).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      Purchasing 1 tether for 0.999586 dollars
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %
      ID: tether | Buy count: 2 | Loss/gain: -0.03 %
      "
    `);
  });

  it('says which coins wait for the next slot, where there are slots', () => {
    const decisions = [
      aDecision('buy', 'bitcoin', 'it is cheap'),
      aDecision('skip', 'ethereum', 'its chart could not be had'),
      aDecision('skip', 'tether', 'left out: universe.exclude names it'),
    ];
    const problems = [{ coin: 'ethereum', symbol: 'eth', problem: 'ethereum: its chart could not be had' }];
    const report = (slot: string | null) => {
      const result = aResult({ decisions, problems });
      return renderTick({ ...result, tick: { ...result.tick, slot } }, style);
    };
    expect(report('2026-11-22T22')).toContain('\nethereum is tried again at the next slot\n');
    expect(report(null)).not.toContain('tried again');
  });

  it('says why a coin is not bought, and credits the source of the prices', () => {
    const result = aResult({
      decisions: [
        aDecision('buy', 'bitcoin', 'it is cheap'),
        aDecision('hold', 'tether', '1.0001 is 0.01 % above its 10-day average 1'),
        aDecision('skip', 'ethereum', 'its chart could not be had'),
      ],
      purchases: [aPurchase({ quantity: amount('0.5') })],
      portfolio: () => aPortfolio(bitcoin, aHolding({ coin: 'gone', price: null, priceAt: null })),
    });
    expect(renderTick(result, { ...style, attribution: 'Data provided by CoinGecko' })).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 0.5 bitcoin for 9556.83 dollars
      Holding tether: 1.0001 is 0.01 % above its 10-day average 1
      Skipping ethereum: its chart could not be had
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %
      ID: gone | Buy count: 2 | Loss/gain: unknown
      Data provided by CoinGecko
      "
    `);
  });

  it('says so where nothing is bought and nothing is held', () => {
    const result = aResult({ decisions: [aDecision('hold', 'bitcoin', 'only 3 of 10 daily prices are known')] });
    expect(renderTick(result, style)).toMatchInlineSnapshot(`
      "===================== Nothing bought at 2026-11-22T22:21:12.951Z =====================
      Holding bitcoin: only 3 of 10 daily prices are known
      ===================== Printing results of current portfolio =====================
      Nothing is held yet.
      "
    `);
  });

  it('tells what became of orders, where the purchases do not say all of it', () => {
    const orders = (['filled', 'sending', 'partially-filled', 'rejected', 'cancelled', 'promised'] as const).map(
      (status) => ({
        ...promised,
        tickId: 'tick-2',
        status,
        reason: status === 'rejected' ? 'too little money' : null,
      }),
    );
    expect(renderTick(aResult({ orders }), style)).toMatchInlineSnapshot(`
      "===================== Nothing known to be bought at 2026-11-22T22:21:12.951Z =====================
      Ordering bitcoin: nobody knows yet what it bought: the next run looks for it
      Ordering bitcoin: not all that it bought is known yet: the next run looks for it
      Ordering bitcoin: refused: too little money
      Ordering bitcoin: it ended with nothing of 10 bought
      Ordering bitcoin: not sent
      ===================== Printing results of current portfolio =====================
      Nothing is held yet.
      "
    `);
    const known = renderTick(aResult({ orders: orders.slice(3) }), style);
    expect(known).toMatch(/^=+ Nothing bought at /);
  });

  it('says where no real money is spent', () => {
    const note = 'Note: orders go to a test system of the exchange: no real money is spent\n';
    expect(renderTick(bought, { ...style, isSandbox: true })).toContain(note);
    expect(renderTick(bought, style)).not.toContain('test system');
  });

  it('tells a dry run from a real one', () => {
    const onPaper = { ...promised, tickId: 'tick-2', coin: 'tether', pair: null, limitPrice: null };
    const orders = [{ ...promised, tickId: 'tick-2', status: 'filled' as const }, onPaper];
    expect(renderTick({ ...bought, orders }, { ...style, dryRun: true })).toMatchInlineSnapshot(`
      "===================== Dry run at 2026-11-22T22:21:12.951Z, nothing is recorded =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      Purchasing 1 tether for 0.999586 dollars
      Ordering bitcoin: 10 of BTC/USD, at 6 or less
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %
      ID: tether | Buy count: 2 | Loss/gain: -0.03 %
      "
    `);
  });

  it('puts what earlier ticks had left to settle first, under their own times', () => {
    const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
    const purchases = [
      aPurchase({ tickId: 'tick-0', at: at('20:15') }),
      aPurchase({ tickId: 'tick-1', at: at('21:15') }),
      aPurchase({ tickId: 'tick-1', coin: 'tether', price: amount('0.9998'), at: at('21:15') }),
      aPurchase({ price: amount('19000') }),
    ];
    expect(renderTick(aResult({ purchases, portfolio: () => aPortfolio(bitcoin) }), style)).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T20:15:00.000Z =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      ===================== Purchase made at 2026-11-22T21:15:00.000Z =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      Purchasing 1 tether for 0.9998 dollars
      ===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 1 bitcoin for 19000 dollars
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %
      "
    `);
  });

  it('does not call a purchase made that a dry run would settle', () => {
    const result = aResult({ purchases: [aPurchase({ tickId: 'tick-1' })] });
    expect(renderTick(result, { ...style, dryRun: true })).toMatchInlineSnapshot(`
      "===================== Purchase of 2026-11-22T22:21:12.951Z is still to be settled =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      ===================== Dry run at 2026-11-22T22:21:12.951Z, nothing is recorded =====================
      ===================== Printing results of current portfolio =====================
      Nothing is held yet.
      "
    `);
  });

  it('is one line where the slot is already recorded', () => {
    const { tick } = aResult();
    const result = aResult({ tick: { ...tick, id: 'tick-1', slot: '2026-11-22T22' }, status: 'already-recorded' });
    expect(renderTick(result, style)).toMatchInlineSnapshot(`
      "Slot 2026-11-22T22 is already recorded, by tick tick-1: nothing to do.
      "
    `);
  });

  it('tells what was settled of the tick that has the slot', () => {
    const { tick } = aResult();
    const result = aResult({
      tick: { ...tick, slot: '2026-11-22T22' },
      status: 'already-recorded',
      purchases: [aPurchase()],
    });
    expect(renderTick(result, style)).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 1 bitcoin for 19113.66 dollars
      Slot 2026-11-22T22 is already recorded, by tick tick-2: nothing else to do.
      "
    `);
  });

  it('has the same text with colours and without', () => {
    const mixed = {
      ...bought,
      portfolio: () => aPortfolio(bitcoin, tether, aHolding({ coin: 'winner', price: amount('1e6') })),
    };
    const colored = renderTick(mixed, { ...style, attribution: 'Data provided by CoinGecko', color: colorful });
    expect(stripVTControlCharacters(colored)).toBe(
      renderTick(mixed, { ...style, attribution: 'Data provided by CoinGecko' }),
    );
    expect(colored).toContain(`ID: tether | Buy count: 2 | Loss/gain: ${colorful.red('-0.03 %')}\n`);
    expect(colored).toContain(`ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %\n`);
    expect(colored).toContain(`ID: winner | Buy count: 2 | Loss/gain: ${colorful.green('5131.86 %')}\n`);
  });
});

it.each([
  ['usd', 'dollars'],
  ['USD', 'dollars'],
  ['eur', 'euros'],
  ['gbp', 'pounds'],
  ['jpy', 'yen'],
  ['chf', 'CHF'],
])('amounts in %s are called %s', (quoteCurrency, name) => {
  const { tick } = aResult();
  const result = aResult({ tick: { ...tick, quoteCurrency }, purchases: [aPurchase()] });
  expect(renderTick(result, style)).toContain(`\nPurchasing 1 bitcoin for 19113.66 ${name}\n`);
});

it.each([
  ['1', '0.00000856', 'Purchasing 1 bitcoin for 0.00000856 dollars'],
  ['3', '0.999586', 'Purchasing 3 bitcoin for 2.998758 dollars'],
  ['0.00523186', '19113.66', 'Purchasing 0.00523186 bitcoin for 99.9999932076 dollars'],
  ['1e12', '1e12', 'Purchasing 1000000000000 bitcoin for 1000000000000000000000000 dollars'],
])('%s coins at %s cost the exact product', (quantity, price, line) => {
  const result = aResult({ purchases: [aPurchase({ quantity: amount(quantity), price: amount(price) })] });
  expect(renderTick(result, style).split('\n')).toContain(line);
});
