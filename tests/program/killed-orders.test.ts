import { afterAll, describe, expect, it } from 'vitest';
import { exchanges } from '../exchanges/simulators.js';
import { twoAtATime } from '../support/killing.js';
import { startPostgres } from '../support/postgres.js';
import { prepareGrounds } from '../worlds/grounds.js';
import { liveKilledRun } from '../worlds/killed-run.js';
import type { Kill, OtherHost } from '../worlds/real-world.js';

/** A run makes eight requests or more, the last ones to look for an order. Hundreds of worlds: `npm run test:torture`. */
const moments: readonly Kill[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((n): Kill[] => [
    { when: 'arrived', n },
    { when: 'leaving', n },
  ]),
  { when: 'step', n: 70 },
  { when: 'step', n: 85 },
  { when: 'step', n: 100 },
];

describe('a run that is killed sends no order twice, and what it bought is known to the next one:', () => {
  it.each(exchanges)(
    '19 runs at $name',
    async ({ name }) => {
      const grounds = await prepareGrounds(null, [name]);
      let kills = 0;
      await twoAtATime(moments, async (kill) => {
        const killed = await grounds.on(name, (ground) => liveKilledRun(name, kill, null, ground));
        kills += killed;
      });
      await grounds.close();
      expect(kills).toBe(19);
    },
    300_000,
  );

  describe('one of two hosts on one PostgreSQL', () => {
    const server = startPostgres();
    afterAll(async () => (await server).stop());

    it('6 runs at kraken, while the other host makes the same tick or one of its own', async () => {
      const grounds = await prepareGrounds(await server, ['kraken']);
      const others = (['hour', 'minute'] as const).map((slots): OtherHost => ({ slots, isKilled: false }));
      let kills = 0;
      for (const other of others)
        for (const n of [6, 8, 10]) {
          const kill: Kill = { when: n === 8 ? 'arrived' : 'leaving', n };
          const killed = await grounds.on('kraken', (ground) => liveKilledRun('kraken', kill, other, ground));
          kills += killed;
        }
      await grounds.close();
      expect(kills).toBeGreaterThan(0); // a host that has come to its end before is not killed
    }, 300_000);
  });
});
