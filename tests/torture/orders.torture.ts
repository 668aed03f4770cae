import { afterAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../support/postgres.js';
import { prepareGrounds } from '../worlds/grounds.js';
import { liveRealWorld } from '../worlds/live-real-world.js';
import { worldOf } from '../worlds/real-world.js';

/** Worlds are numbered; each is the same again under its number. */
const FIRST = Number(process.env.TORTURE_FIRST_WORLD ?? 1);
const WORLDS = {
  SQLite: Number(process.env.TORTURE_WORLDS ?? 2000),
  PostgreSQL: Number(process.env.TORTURE_WORLDS_POSTGRESQL ?? 500),
};

const postgres = WORLDS.PostgreSQL > 0 ? startPostgres() : null;
afterAll(async () => (await postgres)?.stop());

describe.each(['SQLite', 'PostgreSQL'] as const)(
  'on %s, whatever goes wrong at an exchange and kills the runs,',
  (name) => {
    it.runIf(WORLDS[name] > 0)(
      'every order is sent once at most, and what was bought is recorded',
      async () => {
        const grounds = await prepareGrounds(name === 'SQLite' ? null : await postgres);
        const sums = { runs: 0, kills: 0, posts: 0, trades: 0 };
        const failed: string[] = [];
        for (let seed = FIRST; seed < FIRST + WORLDS[name]; seed += 1) {
          const world = worldOf(seed);
          try {
            const lived = await grounds.on(world.exchange, (ground) => liveRealWorld(world, ground));
            for (const key of ['runs', 'kills', 'posts', 'trades'] as const) sums[key] += lived[key];
          } catch (error) {
            const failure = `${name}: world ${seed}: ${error instanceof Error ? error.message : error}\n${JSON.stringify(world)}`;
            console.log(failure);
            failed.push(failure);
          }
          if (seed % 50 === 0) console.log(`${name}: world ${seed}, ${failed.length} failed`);
        }
        await grounds.close();
        const { runs, kills, posts, trades } = sums;
        console.log(
          `${name}: worlds ${FIRST} to ${FIRST + WORLDS[name] - 1}: ${runs} runs, ${kills} kills, ${posts} orders sent, ${trades} trades, ${failed.length} failed`,
        );
        expect(failed).toEqual([]);
      },
      12 * 3_600_000,
    );
  },
);
