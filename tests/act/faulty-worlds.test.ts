import { expect, it } from 'vitest';
import { everyFaultyWorld, failuresIn } from '../worlds/faulty-world.js';

/** All of them are lived through by `npm run test:torture`. The step has no divisor in common with what they are made of. */
it('no order is sent twice and all that was bought is recorded, in each eleventh of 930 worlds in which requests to an exchange go wrong', async () => {
  expect(everyFaultyWorld).toHaveLength(930);
  expect(await failuresIn(everyFaultyWorld.filter((_, index) => index % 11 === 0))).toEqual([]);
}, 240_000);
