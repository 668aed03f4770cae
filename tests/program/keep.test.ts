import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { collect, open } from '../ledger/ledgers.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

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
async function livedIn(ledger: Ledger) {
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

describe('crypto-bot backtest --keep', () => {
  it('writes the ledger of the same days lived through run, decision by decision, and never into one with rows', async () => {
    const first = 2; // two days before are midnights only
    const { home, market, env, at } = await arrange(`${dayOf(first)}T00:00:00.000Z`);
    const file = path.join(home, 'prices.csv');
    writeFileSync(file, ['date,coin,price,market_cap,symbol,name', ...rows].join('\n'));
    const settings = {
      CRYPTO_BOT_TOP: '2',
      CRYPTO_BOT_UNIVERSE_HYSTERESIS: '1',
      CRYPTO_BOT_NOTIONAL: '15',
      CRYPTO_BOT_SIZING_MIN_NOTIONAL: '16',
      CRYPTO_BOT_CAPS_DAY: '40',
    };
    const rule = ['--param', 'window=3', '--param', 'margin=0'];
    const kept = `file:${path.join(home, 'kept.db')}`;
    const backtest = ['backtest', '--prices', file, '--since', dayOf(first), '--cash', '100', '--keep', kept, ...rule];
    const wrong = await run([...backtest, '--since', '2022-01-01'], { ...env, ...settings });
    expect({ code: wrong.code, isThere: existsSync(path.join(home, 'kept.db')) }).toEqual({ code: 2, isThere: false });
    expect(await run([...backtest, '--json'], { ...env, ...settings })).toMatchObject({ code: 0, stderr: '' });

    for (const [index, own] of prices.entries()) {
      if (index < first) continue;
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
      if (index === first) await run(['cash', 'deposit', '100'], now);
      expect((await run(['run', '--quiet', ...rule], now)).stderr).toBe('');
    }
    const lived = `file:${path.join(home, 'crypto-bot.db')}`;
    const [expected, found] = [
      await livedIn(await open({ url: lived, mode: 'read' })),
      await livedIn(await open({ url: kept, mode: 'read' })),
    ];
    expect(found).toEqual(expected);
    expect(found.decisions.map(({ action }) => action)).toEqual(expect.arrayContaining(['buy', 'hold']));
    expect(found.cash.length).toBeGreaterThan(2);

    const again = await run(backtest, { ...env, ...settings });
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: '' });
    expect(again.stderr).toContain('is not empty');
    const asked = market.requests.length;
    for (const [command, shown] of [
      ['portfolio', 'bitcoin'],
      ['verify', 'Nothing is wrong.'],
      ['compare', 'plain DCA'],
    ] as const)
      expect((await run([command, '--db', kept], env)).stdout).toContain(shown);
    expect(market.requests.length).toBe(asked);
  });
});
