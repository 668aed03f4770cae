import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/program.js';
import { everyWay } from '../worlds/every-way.js';
import { everyFaultyWorld, failuresIn } from '../worlds/faulty-world.js';
import { inFiles, inMemory } from '../worlds/new-ledgers.js';
import { liveSmallWorld, mainWays } from '../worlds/small-world.js';

/** At most so many of all things go wrong in a world. */
const AT_MOST = Number(process.env.TORTURE_THINGS ?? 3);
const AT_MOST_IN_FILES = Number(process.env.TORTURE_THINGS_IN_FILES ?? 1);
const HOURS = 3_600_000;

describe('in two ticks of two coins no order is sent twice and all that was bought is recorded,', () => {
  it(
    'in every world in which each call ends in one of the main ways and each step may be the last',
    async () => {
      const { worlds, states } = await everyWay((fate) => liveSmallWorld(fate, inMemory, mainWays));
      console.log(`in memory: ${worlds} worlds of the main ways, through ${states} states`);
      expect(worlds).toBeGreaterThan(0);
    },
    12 * HOURS,
  );

  it(
    `in every world in which at most ${AT_MOST} of all things go wrong`,
    async () => {
      const { worlds, states } = await everyWay((fate) => liveSmallWorld(fate, inMemory), AT_MOST);
      console.log(`in memory: ${worlds} worlds in which at most ${AT_MOST} things go wrong, through ${states} states`);
      expect(worlds).toBeGreaterThan(0);
    },
    12 * HOURS,
  );

  it(
    `and verify finds nothing at any step in SQLite, in every world in which at most ${AT_MOST_IN_FILES} go wrong`,
    async () => {
      const open = await inFiles(temporaryFolder());
      const { worlds } = await everyWay((fate) => liveSmallWorld(fate, open), AT_MOST_IN_FILES);
      console.log(`in SQLite: ${worlds} worlds in which at most ${AT_MOST_IN_FILES} things go wrong`);
      expect(worlds).toBeGreaterThan(0);
    },
    12 * HOURS,
  );
});

it('whatever goes wrong with a request to an exchange, no order is sent twice, and what was bought is recorded', async () => {
  expect(await failuresIn(everyFaultyWorld)).toEqual([]);
  console.log(`${everyFaultyWorld.length} worlds in which requests to an exchange go wrong`);
});
