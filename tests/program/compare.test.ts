import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

describe('crypto-bot compare', () => {
  it('compares the history of a ledger with plain buying, from the ledger alone; names missing prices, and fetches them when asked', async () => {
    const { home, market, at } = await arrange();
    const settings = { CRYPTO_BOT_STRATEGY: 'dca', CRYPTO_BOT_TOP: '2', CRYPTO_BOT_QUANTITY: '0.1' };
    const live = (now: string) => ({ ...at(now), ...settings });
    expect((await run(['compare', '--json'], live('2026-11-20T07:00:00Z'))).stdout).toContain('"since":null');
    await run(['run'], live('2026-11-20T08:00:00Z'));
    await run(['run'], live('2026-11-23T08:00:00Z'));
    const asked = market.requests.length;

    const { code, stdout } = await run(['compare', '--json'], live('2026-11-24T08:00:00Z'));
    const { benchmarks, problems, ...compared } = JSON.parse(stdout);
    expect(compared).toMatchObject({
      since: '2026-11-20T08:00:00.000Z',
      until: '2026-11-23T08:00:00.000Z',
      ticks: 2,
      quoteCurrency: 'usd',
      result: { contributed: '10552.922', value: '10552.922', gainPercent: '0.00', purchases: 4, timeInMarket: 100 },
    });
    expect(benchmarks.map(({ name }: { name: string }) => name)).toEqual(['dca', 'bitcoin', 'lump-sum', 'cash']);
    const message = 'no price is known on 2 days from 2026-11-21 to 2026-11-22: the latest one before counts';
    expect(problems).toEqual([
      { code: 'missing-prices', coin: 'bitcoin', message },
      { code: 'missing-prices', coin: 'ethereum', message },
    ]);

    const page = path.join(home, 'compare.html');
    const text = await run(['compare', '--html', page], live('2026-11-24T08:00:00Z'));
    expect(readFileSync(page, 'utf8')).toMatch(/<h1>The ledger beside plain buying, in USD<\/h1>.*id="value-rule"/s);
    expect(text.stdout).toContain(`- bitcoin: ${message}`.slice(0, 70));
    expect({ code, silent: market.requests.length - asked }).toEqual({ code: 0, silent: 0 });

    const { stdout: drawn } = await run(['portfolio', '--offline', '--chart'], live('2026-11-24T08:00:00Z'));
    expect(drawn).toMatch(/\n10,552\.92 ┤ +─+\n/);
    expect(drawn).toContain(
      '\n           2026-11-20                                                 2026-11-23\n█ Value   ─ Cost\n',
    );
    expect(drawn.split('\n').filter((line) => line.length > 80)).toEqual([]);

    const prices = path.join(home, 'prices.csv');
    writeFileSync(
      prices,
      'date,coin,price\n2026-11-21,bitcoin,50000\n2026-11-22,bitcoin,50000\n2026-11-30,bitcoin,1\n',
    );
    const filled = await run(['compare', '--prices', prices, '--json'], live('2026-11-24T08:00:00Z'));
    expect(JSON.parse(filled.stdout).problems).toEqual([{ code: 'missing-prices', coin: 'ethereum', message }]);

    const fetched = await run(['compare', '--fetch', '--json'], live('2026-11-24T08:00:00Z'));
    expect(JSON.parse(fetched.stdout)).toMatchObject({ until: '2026-11-24T08:00:00.000Z', problems: [] });
    market.misbehaveOn('ethereum/market_chart', { status: 404 });
    const inPart = await run(['compare', '--fetch', '--csv'], live('2026-11-24T08:00:00Z'));
    expect({ code: inPart.code, first: inPart.stdout.split('\n')[1]?.slice(0, 12) }).toEqual({
      code: 3,
      first: 'ledger,true,',
    });
  });
});
