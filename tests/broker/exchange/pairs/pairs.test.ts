import { describe, expect, it } from 'vitest';
import type { ExchangeName, Pair } from '../../../../src/broker/exchange/model.js';
import { chooseSymbol, type PairChoice, pairProblem } from '../../../../src/broker/exchange/pairs/pairs.js';
import { Decimal } from '../../../../src/core/money.js';

const choice = (exchange: ExchangeName, change: Partial<PairChoice> = {}): PairChoice => {
  return { exchange, quoteCurrency: 'usd', quote: null, named: new Map(), ...change };
};
const pair = (baseId: string, change: Partial<Pair> = {}): Pair => ({
  symbol: 'BTC/USD',
  id: 'BTCUSD',
  baseId,
  coinName: null,
  step: new Decimal('0.00000001'),
  tick: new Decimal('0.01'),
  minimumQuantity: null,
  minimumNotional: null,
  feeRate: null,
  makerFeeRate: null,
  closed: null,
  ...change,
});

describe("a coin's pair", () => {
  it.each<[string, string, Partial<PairChoice>, ReturnType<typeof chooseSymbol>]>([
    ['built in', 'bitcoin', {}, { symbol: 'BTC/USD' }],
    ['in euros', 'ripple', { quoteCurrency: 'eur' }, { symbol: 'XRP/EUR' }],
    ['in what stands for dollars', 'bitcoin', { quote: 'USDC' }, { symbol: 'BTC/USDC' }],
    ['named', 'some-coin', { named: new Map([['some-coin', 'SOME/USD']]) }, { symbol: 'SOME/USD' }],
    [
      'not known',
      'some-coin',
      {},
      { problem: "no pair is built in for some-coin: name kraken's under [exchange.pairs]" },
    ],
    [
      'named in another currency',
      'bitcoin',
      { named: new Map([['bitcoin', 'BTC/EUR']]) },
      { problem: 'exchange.pairs has BTC/EUR for bitcoin, which is not paid in USD as this ledger counts' },
    ],
  ])('is %s', (_, coin, change, expected) => {
    expect(chooseSymbol(coin, choice('kraken', change))).toEqual(expected);
  });

  it.each<[string, ExchangeName, Pair | undefined, string | null]>([
    ['the right one', 'kraken', pair('XXBT'), null],
    ['the right one by its name', 'coinbase', pair('BTC', { coinName: 'Bitcoin' }), null],
    [
      'not listed',
      'kraken',
      undefined,
      'kraken has no pair BTC/USD: name another one for bitcoin under [exchange.pairs]',
    ],
    [
      'not listed, and dollars are not',
      'binance',
      undefined,
      'binance has no pair BTC/USD: set exchange.quote = "USDC", or name another one for bitcoin under [exchange.pairs]',
    ],
    ['of another coin', 'kraken', pair('BTC2'), 'kraken lists BTC2 under BTC/USD, where bitcoin would be XXBT'],
    [
      'of a coin with another name',
      'coinbase',
      pair('BTC', { coinName: 'Bitcorn' }),
      'coinbase lists "Bitcorn" under BTC/USD, which may be another coin than bitcoin',
    ],
    ['closed', 'binance', pair('BTC', { closed: 'BREAK' }), 'binance takes no orders for BTC/USD now (BREAK)'],
  ])('is %s', (_, exchange, listed, problem) => {
    expect(pairProblem('bitcoin', 'BTC/USD', listed, choice(exchange))).toBe(problem);
  });

  it('is what the settings name, whatever the exchange calls the coin', () => {
    const named = new Map([['bitcoin', 'BTC/USD']]);
    expect(pairProblem('bitcoin', 'BTC/USD', pair('WRAPPED'), choice('kraken', { named }))).toBeNull();
  });
});
