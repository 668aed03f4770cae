import { expect, it } from 'vitest';
import { everyWay } from '../worlds/every-way.js';
import { inMemory } from '../worlds/new-ledgers.js';
import { liveSmallWorld } from '../worlds/small-world.js';

/** All of them are lived through by `npm run test:torture`. */
it('no order is sent twice and all that was bought is recorded, in all 1,699 worlds in which at most two things go wrong', async () => {
  const { worlds } = await everyWay((fate) => liveSmallWorld(fate, inMemory), 2);
  expect(worlds).toBe(1_699);
}, 120_000);
