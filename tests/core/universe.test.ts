import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing, MarketProblem } from '../../src/core/model.js';
import {
  type Category,
  reasonOfLittleMovement,
  rowsNeeded,
  selectNamed,
  selectUniverse,
  topCoins,
  type UniverseFacts,
  type UniverseRule,
} from '../../src/core/universe.js';
import { amount, aQuote, midnights } from './examples.js';

const nothing: Listing = { quotes: [], problems: [] };

/** A list of coins by rank; "x!" is a row without a usable price. */
function listed(...rows: string[]): Listing {
  const broken = (row: string, index: number): MarketProblem[] =>
    row.endsWith('!') ? [{ coin: row.slice(0, -1), symbol: null, problem: `${row} is broken`, row: index + 1 }] : [];
  return {
    quotes: rows.filter((row) => !row.endsWith('!')).map((row) => aQuote(row, '1')),
    problems: rows.flatMap(broken),
  };
}

function select(
  rule: Partial<UniverseRule>,
  listing: Listing,
  facts: { categories?: Record<string, Category>; members?: string[]; littleMovement?: Record<string, string> } = {},
  included: Listing = nothing,
) {
  const known: UniverseFacts = {
    categoryOf: new Map(Object.entries(facts.categories ?? {})),
    littleMovement: new Map(Object.entries(facts.littleMovement ?? {})),
    members: new Set(facts.members),
  };
  const { quotes, problems, leftOut } = selectUniverse({ ...topCoins(3), ...rule }, listing, included, known);
  return {
    coins: quotes.map((quote) => quote.coin).join(' '),
    problems: problems.map((it) => it.problem),
    leftOut: leftOut.map(({ coin, reason }) => `${coin} ${reason}`),
  };
}

describe('the universe', () => {
  it('is the top of the list', () => {
    expect(select({}, listed('a', 'b', 'c', 'd'))).toEqual({ coins: 'a b c', problems: [], leftOut: [] });
  });

  it('fills the places of what is left out, and says what would have had one', () => {
    const categories = { t: 'stablecoins', u: 'stablecoins', w: 'wrapped' } as const;
    expect(select({ exclude: ['x'] }, listed('a', 't', 'x', 'b', 'w', 'c', 'u', 'd'), { categories })).toEqual({
      coins: 'a b c',
      problems: [],
      leftOut: [
        't left out: the market lists it among stablecoins',
        'x left out: universe.exclude names it',
        'w left out: the market lists it among wrapped coins',
      ],
    });
  });

  it('leaves out a coin that moved too little', () => {
    expect(select({}, listed('a', 'b', 'c', 'd'), { littleMovement: { b: 'left out: hardly moved' } })).toMatchObject({
      coins: 'a c d',
      leftOut: ['b left out: hardly moved'],
    });
  });

  it('includes named coins besides, whatever their rank and category', () => {
    const categories = { t: 'stablecoins' } as const;
    const included = { quotes: [aQuote('t', '1'), aQuote('z', '1')], problems: [] };
    const rule = { include: ['t', 'z'] };
    expect(select(rule, listed('a', 't', 'b', 'c'), { categories }, included).coins).toBe('a t b z');
    expect(select(rule, listed('a', 'b', 'c', 't'), { categories }, included).coins).toBe('a b c t z');
  });

  it('keeps the place of a row that cannot be used, so that no other coin is bought in its place', () => {
    expect(select({}, listed('a', 'b!', 'c', 'd', 'e!'))).toEqual({
      coins: 'a c',
      problems: ['b! is broken'],
      leftOut: [],
    });
    expect(select({ exclude: ['b'] }, listed('a', 'b!', 'c', 'd'))).toMatchObject({ coins: 'a c d', problems: [] });
  });

  it('says of what it leaves out how it is called and what it costs, as far as the market says so', () => {
    const listing = listed('bitcoin', 'ethereum!', 'a', 'b', 'c');
    const facts = { categoryOf: new Map(), littleMovement: new Map(), members: new Set<string>() };
    const { leftOut } = selectUniverse({ ...topCoins(3), exclude: ['bitcoin', 'ethereum'] }, listing, nothing, facts);
    expect(leftOut.map(({ coin, symbol, price }) => [coin, symbol, price?.toFixed()])).toEqual([
      ['bitcoin', 'bit', '1'],
      ['ethereum', 'ethereum', undefined],
    ]);
    expect(select({ hysteresis: 2, exclude: ['x'] }, listed('a', 'b', 'c', 'x', 'd', 'e')).leftOut).toEqual([]);
  });

  it('gives a place to each row that cannot be used, in whatever order they are told, and none to other problems', () => {
    const { quotes, problems } = listed('a', 'b!', 'c', 'd!', 'e');
    const noRow = { coin: null, symbol: null, problem: 'the market is slow' };
    const noCoin = { coin: null, symbol: null, problem: 'a row without an id', row: 6 };
    const listing = { quotes, problems: [noRow, noCoin, ...problems.toReversed()] };
    const included = { quotes: [], problems: [{ ...noRow, problem: 'one that is included has no id' }] };
    expect(select({ top: 4 }, listing, {}, included)).toEqual({
      coins: 'a c',
      problems: ['b! is broken', 'd! is broken', 'one that is included has no id', 'the market is slow'],
      leftOut: [],
    });
    expect(select({ top: 6 }, listing, {}, included)).toMatchObject({
      coins: 'a c e',
      problems: expect.arrayContaining(['a row without an id', 'one that is included has no id']),
    });
  });

  it('has a problem when the list is too short, or too little of it is left', () => {
    expect(select({}, listed('a', 'b')).problems).toEqual(['the market listed 2 of the 3 coins asked for']);
    expect(select({ exclude: ['a'] }, listed('a', 'b', 'c')).problems).toEqual([
      'of the 3 coins the market listed, 2 are left for the 3 coins asked for',
    ]);
  });

  // Top 3 and a hysteresis of 2: in at 3, out beyond 5.
  it.each([
    ['a newcomer at 3 enters', ['a', 'b', 'x', 'c'], ['a', 'b', 'c'], 'a b x c'],
    ['a newcomer at 4 does not', ['a', 'b', 'c', 'x'], ['a', 'b', 'c'], 'a b c'],
    ['a member at 5 stays', ['a', 'b', 'x', 'y', 'c'], ['a', 'b', 'c'], 'a b x c'],
    ['a member at 6 leaves', ['a', 'b', 'x', 'y', 'z', 'c'], ['a', 'b', 'c'], 'a b x'],
    ['without members it is the top', ['a', 'b', 'c', 'd', 'e'], [], 'a b c'],
  ])('lets no coin enter and leave again for one rank: %s', (_, rows, members, coins) => {
    expect(select({ hysteresis: 2 }, listed(...rows), { members }).coins).toBe(coins);
  });

  it('counts ranks among the coins that are not left out', () => {
    const facts = { members: ['c'], categories: { t: 'stablecoins', u: 'stablecoins' } as const };
    expect(select({ hysteresis: 1 }, listed('t', 'a', 'u', 'b', 'x', 'c'), facts).coins).toBe('a b x c');
  });

  it('of named coins is those and no others, but for what is excluded', () => {
    const rule = { ...topCoins(3), coins: ['a', 'b'], exclude: ['b'] };
    const unknown = (coin: string | null) => ({ coin, symbol: null, problem: 'unknown' });
    const listing = { ...listed('a', 'b'), problems: ['z', 'b', null].map(unknown) };
    const { quotes, problems, leftOut } = selectNamed(rule, listing);
    expect([quotes.map((it) => it.coin), problems.map((it) => it.coin), leftOut]).toEqual([['a'], ['z', null], []]);
  });

  it('has as many coins as asked for, no excluded one, and lets no coin enter and leave again for one rank', () => {
    const coins = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const scene = fc.record({
      rows: fc.shuffledSubarray(coins, { minLength: coins.length }),
      top: fc.integer({ min: 1, max: 4 }),
      exclude: fc.subarray(coins, { maxLength: 3 }),
      at: fc.nat(coins.length - 2),
    });
    fc.assert(
      fc.property(scene, ({ rows, top, exclude, at }) => {
        const plain = select({ top, exclude }, listed(...rows)).coins.split(' ');
        expect(plain).toHaveLength(top);
        expect(plain.filter((coin) => exclude.includes(coin))).toEqual([]);

        const members = select({ top, hysteresis: 1 }, listed(...rows)).coins.split(' ');
        const [one = '', other = ''] = rows.slice(at, at + 2);
        const swapped = [...rows.slice(0, at), other, one, ...rows.slice(at + 2)];
        const next = select({ top, hysteresis: 1 }, listed(...swapped), { members }).coins.split(' ');
        for (const member of members) expect(next).toContain(member);
      }),
    );
  });

  it.each([
    [{}, 3],
    [{ hysteresis: 2, exclude: ['a'] }, 6],
    [{ excludeCategories: ['staked'] as const }, 250],
    [{ top: 250 }, 250],
  ])('asks for no more rows than it may need: %o', (rule, rows) => {
    expect(rowsNeeded({ ...topCoins(3), ...rule })).toBe(rows);
  });
});

describe('a price that hardly moves', () => {
  // (highest − lowest) / lowest, of nine midnights and the price of now.
  it.each<[string, string[], string | null]>([
    ['1', Array<string>(9).fill('1'), 'left out: its price moved 0.00 % in 10 days, less than 1 %: like a stablecoin'],
    [
      '0.9995',
      [...Array<string>(8).fill('1'), '1.0012'],
      'left out: its price moved 0.17 % in 10 days, less than 1 %: like a stablecoin',
    ],
    ['101', Array<string>(9).fill('100'), null],
    ['100', [...Array<string>(8).fill('100'), '50'], null],
    ['1', Array<string>(6).fill('2'), 'left out: only 7 daily prices are known, too few to tell it from a stablecoin'],
    ['1', Array<string>(7).fill('2'), null],
    ['1', Array<string>(7).fill('0'), null], // there is no percentage of 0
  ])('is that of a stablecoin: %s after %j', (price, closes, reason) => {
    expect(reasonOfLittleMovement(amount(price), midnights('x', closes), amount('1'))).toBe(reason);
  });
});
