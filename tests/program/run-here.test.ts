import { expect, it } from 'vitest';
import { run } from '../support/program.js';
import { runHere } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

/** What a command says and leaves to the next one, with whatever differs from home to home replaced. */
async function scenario(runOne: typeof run): Promise<string> {
  const { env, home } = await arrange();
  const outcomes: unknown[] = [];
  for (const args of [
    'run --json',
    'portfolio',
    'history --limit 0',
    'why --at 2026-02-30 --json',
    'nonsense',
    '--version',
  ])
    outcomes.push(await runOne(args.split(' '), env));
  outcomes.push(await runOne(['run'], { ...env, CRYPTO_BOT_TOPP: '1', TZ: 'Asia/Kathmandu' }));
  return JSON.stringify(outcomes)
    .replaceAll(home, '<home>')
    .replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{8}/g, '<id>');
}

it('what most tests run in their own process does and says what a process of its own does', async () => {
  expect(await scenario(runHere)).toBe(await scenario(run));
});

it('a run in the process of the tests leaves their environment as it was', async () => {
  const before = { ...process.env };
  await runHere(['run'], { CRYPTO_BOT_NOW: 'nonsense' });
  expect({ ...process.env }).toEqual(before);
});
