import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { collect, open } from '../ledger/ledgers.js';
import { everything } from '../ledger/whole.js';
import { preload, twoAtATime } from '../support/killing.js';
import { run as runApart } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, type Scene } from '../support/scene.js';

const coins = ['bitcoin', 'ethereum', 'ripple'] as const;
/** A price a day for each, and its market cap; they change places. */
const prices = [
  ['100', '50', '9'],
  ['99', '52', '8.5'],
  ['95.5', '49', '8.75'],
  ['94', '48.123456789', '8.5'],
  ['91', '47', '9'],
  ['89', '46', '8'],
];
const caps = [
  ['9e9', '5e9', '1e9'],
  ['9e9', '5e9', '1e9'],
  ['9e9', '5e9', '6e9'],
  ['4e9', '5e9', '6e9'],
  ['4e9', '5e9', '6e9'],
  ['9e9', '5e9', '6e9'],
];
const dayOf = (index: number) => `2021-03-0${index + 1}`;

const rows = prices.flatMap((own, index) =>
  coins.map((coin, place) => `${dayOf(index)},${coin},${own[place]},${Number(caps[index]?.[place])},${coin},${coin}`),
);

/** All that two ledgers must have alike: what was decided and why, and all that came of it. */
async function contentOf(ledger: Ledger) {
  const decisions = (await collect(ledger.streamDecisions({}))).map(({ tick, decision, order }) => {
    const { inputs, coin, action, reason, price, average } = decision;
    const { dailyPrices = [], position, limits, carried, sizing, gate } = inputs ?? {};
    const midnights = dailyPrices.map((it) => [it.day, it.price]);
    const bought = order && [order.status, order.quantity, order.fills.map(({ at, price: paid }) => [at, paid])];
    return {
      at: tick.startedAt,
      coin,
      action,
      reason,
      price,
      average,
      midnights,
      position,
      limits,
      carried,
      sizing,
      gate,
      bought,
    };
  });
  const cash = (await ledger.loadCash(100)).map(({ kind, amount, balance, at }) => ({ kind, amount, balance, at }));
  return { decisions, cash, holdings: await ledger.loadHoldings(), members: await ledger.loadMembers() };
}

/** Settings under which the same days are tried twice; a config file may be a part of them. */
interface RuleSet {
  readonly settings: Readonly<Record<string, string>>;
  readonly rule: readonly string[];
  readonly config?: string;
  /** What is there at first; null where each purchase brings its own money. */
  readonly cash: string | null;
}

const ruleSets: Readonly<Record<string, RuleSet>> = {
  'hysteresis, a cap of each day, and what is carried': {
    settings: {
      CRYPTO_BOT_TOP: '2',
      CRYPTO_BOT_UNIVERSE_HYSTERESIS: '1',
      CRYPTO_BOT_NOTIONAL: '15',
      CRYPTO_BOT_SIZING_MIN_NOTIONAL: '16',
      CRYPTO_BOT_CAPS_DAY: '40',
    },
    rule: ['--param', 'window=3', '--param', 'margin=0'],
    cash: '100',
  },
  'a combination of rules, a cap of each tick and coin, a coin that is included, and sanity limits': {
    settings: { CRYPTO_BOT_TOP: '1', CRYPTO_BOT_UNIVERSE_INCLUDE: 'ripple', CRYPTO_BOT_NOTIONAL: '15' },
    rule: [],
    config: `
strategy = "either"
caps = { tick = "20", coin = "40" }
sanity = { max_jump_percent = "4" }
[strategies.either]
kind = "any-of"
of = ["falling", "weak"]
[strategies.falling]
kind = "below-average"
window = 3
[strategies.weak]
kind = "rsi"
period = 2
below = 60
`,
    cash: '100',
  },
  'buys that grow with the strength up to a cap in all, no cash, and a coin left out': {
    settings: {
      CRYPTO_BOT_TOP: '2',
      CRYPTO_BOT_UNIVERSE_EXCLUDE: 'ethereum',
      CRYPTO_BOT_STRATEGY: 'drawdown',
      CRYPTO_BOT_QUANTITY: '0.1',
      CRYPTO_BOT_SIZING_MAX_MULTIPLIER: '3',
      CRYPTO_BOT_CAPS_TOTAL: '36',
    },
    rule: ['--param', 'days=3', '--param', 'percent=1.5'],
    cash: null,
  },
};

const FIRST = 2; // two days before are midnights only

async function arrangeWorld({ config }: Pick<RuleSet, 'config'> = {}) {
  const scene = await arrange(`${dayOf(FIRST)}T00:00:00.000Z`);
  const file = path.join(scene.home, 'prices.csv');
  writeFileSync(file, ['date,coin,price,market_cap,symbol,name', ...rows].join('\n'));
  if (config) writeFileSync(path.join(scene.home, 'config.toml'), config);
  const kept = `file:${path.join(scene.home, 'kept.db')}`;
  return { ...scene, kept, backtest: ['backtest', '--prices', file, '--since', dayOf(FIRST), '--keep', kept] };
}

/** Lives through the days by a run each, against a server with their prices. */
async function liveThrough({ market, at }: Scene, { settings, rule, cash }: RuleSet) {
  for (const [index, own] of prices.entries()) {
    if (index < FIRST) continue;
    const served = coins.map((id, place) => ({
      ...{ id, symbol: id, name: id, midnights: [] },
      ...{ price: own[place] ?? '', marketCap: caps[index]?.[place] ?? '' },
    }));
    market.serve(served.sort((a, b) => Number(b.marketCap) - Number(a.marketCap)));
    for (const [place, coin] of coins.entries()) {
      const earlier = prices.slice(0, index).map((it, day) => [Date.parse(dayOf(day)), Number(it[place])]);
      market.misbehaveOn(`${coin}/market_chart`, { body: { prices: earlier } }); // today's is not published yet
    }
    const now = { ...at(`${dayOf(index)}T00:00:00.000Z`), ...settings };
    if (index === FIRST && cash) await run(['cash', 'deposit', cash], now);
    const { stderr } = await run(['run', '--quiet', ...rule], now);
    expect(stderr.replace(/^crypto-bot: (a new ledger begins at|warning:) .*\n/gm, '')).toBe('');
  }
}

describe('crypto-bot backtest --keep', () => {
  it.each(Object.entries(ruleSets))(
    'writes the ledger that run makes on the same days, decision by decision: %s',
    async (_, rules) => {
      const world = await arrangeWorld(rules);
      const money = rules.cash ? ['--cash', rules.cash] : [];
      const tried = await run([...world.backtest, ...money, ...rules.rule], { ...world.env, ...rules.settings });
      expect(tried).toMatchObject({ code: 0, stderr: '' });
      await liveThrough(world, rules);
      const [expected, found] = [
        await contentOf(await open({ url: `file:${path.join(world.home, 'crypto-bot.db')}`, mode: 'read' })),
        await contentOf(await open({ url: world.kept, mode: 'read' })),
      ];
      expect(found).toEqual(expected);
      expect(new Set(found.decisions.map(({ action }) => action)).size).toBeGreaterThan(1);
      expect(found.holdings.length).toBeGreaterThan(1);
    },
  );

  it('writes what every command reads, and never into a ledger with rows', async () => {
    const { env, home, kept, backtest, market } = await arrangeWorld();
    const rule = ['--param', 'window=3', '--cash', '1000'];
    const wrong = await run([...backtest, ...rule, '--since', '2022-01-01'], env);
    expect({ code: wrong.code, isThere: existsSync(path.join(home, 'kept.db')) }).toEqual({ code: 2, isThere: false });
    expect(await run([...backtest, ...rule, '--json'], env)).toMatchObject({ code: 0, stderr: '' });
    const again = await run([...backtest, ...rule], env);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: '' });
    expect(again.stderr).toContain('is not empty');
    for (const [command, shown] of [
      ['portfolio', 'bitcoin'],
      ['verify', 'Nothing is wrong.'],
      ['compare', 'plain DCA'],
      ['status', '1 finding needs a person:\n- backtest-ledger:'],
      ['metrics', 'crypto_bot_missed_slots 0\n'],
    ] as const)
      expect((await run([command, '--db', kept], env)).stdout).toContain(shown);
    expect(market.requests).toEqual([]);
  });

  it('refuses what is no ledger, and the file of the page, before anything is written', async () => {
    const { env, home, backtest } = await arrangeWorld();
    const file = path.join(home, 'kept.db');
    expect(await run([...backtest, '--param', 'window=3', '--html', file], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `crypto-bot: --html ${file}: it is the ledger of --keep: name another file\n`,
    });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'a letter');
    expect(await run([...backtest, '--param', 'window=3'], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `crypto-bot: the ledger ${file} is not an SQLite database: name another file with --keep\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('a letter');
  });

  it('leaves all of it or no row when it is killed, and can be done again in the second case', async () => {
    const world = await arrangeWorld();
    const args = [...world.backtest, '--param', 'window=3', '--cash', '1000'];
    const stepsFile = path.join(world.home, 'steps');
    expect((await runApart(args, { ...world.env, ...preload, STEPS_FILE: stepsFile })).code).toBe(0);
    const expected = await everything(world.kept);
    const steps = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
    const [first, commit] = [
      steps.findIndex((step) => step.includes('INSERT INTO "tick"')),
      steps.findLastIndex((step) => step.includes('COMMIT')),
    ];
    expect([first, commit - first]).toEqual([expect.toSatisfy((it) => it > 0), expect.toSatisfy((it) => it > 4)]);

    await twoAtATime([first + 1, first + 3, commit, commit + 1], async (place) => {
      const { env, kept, backtest } = await arrangeWorld();
      const own = [...backtest, ...args.slice(backtest.length)];
      const killed = await runApart(own, { ...env, ...preload, KILL_AT: String(place + 1) });
      const isWhole = place > commit;
      expect(killed.signal).toBe(place < steps.length ? 'SIGKILL' : null);
      const again = await run(own, env);
      expect(again.code, `killed before ${steps[place]}`).toBe(isWhole ? 2 : 0);
      expect(await everything(kept)).toEqual(expected);
    });
  });
});
