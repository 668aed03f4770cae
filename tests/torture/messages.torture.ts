import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshPostgresqlUrl } from '../ledger/ledgers.js';
import { type Arena, arrangeAt, preload, runKilledBefore, stepsThatTell, twoAtATime } from '../support/killing.js';
import { type MessageServer, startMessageServer } from '../support/message-server.js';
import { run } from '../support/program.js';

const HOURLY = ['run', '--once-per', 'hour', '--quiet'];

/** A scene with one service. */
async function arrange(freshUrl?: () => Promise<string>): Promise<{ arena: Arena; messages: MessageServer }> {
  const messages = await startMessageServer();
  const arena = await arrangeAt(freshUrl);
  const own = Object.fromEntries(Object.entries(messages.env).filter(([name]) => /WEBHOOK/.test(name)));
  const at = (now: string) => ({ ...arena.at(now), ...own });
  return { arena: { ...arena, env: { ...arena.env, ...own }, at }, messages };
}

/** How often each message came. */
function counts({ delivered }: MessageServer): number[] {
  const ids = delivered.map(({ body }) => String(body.id));
  return [...new Set(ids)].map((id) => ids.filter((it) => it === id).length);
}

async function stepsOfARun(freshUrl?: () => Promise<string>): Promise<string[]> {
  const { arena } = await arrange(freshUrl);
  const stepsFile = path.join(arena.home, 'steps');
  await run(HOURLY, { ...arena.env, ...preload, STEPS_FILE: stepsFile });
  return readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
}

describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', freshPostgresqlUrl],
])('messages of a run on %s that is killed', (name, freshUrl) => {
  it('before any of its steps come once or twice, and none is lost', async () => {
    const steps = await stepsOfARun(freshUrl);
    const numbers = stepsThatTell(steps);
    expect(numbers.map((number) => steps[number - 1]).join('\n')).toMatch(/request POST/);
    let twice = 0;
    await twoAtATime(numbers, async (number) => {
      const { arena, messages } = await arrange(freshUrl);
      const where = `killed before step ${number}: ${steps[number - 1]}`;
      expect(await runKilledBefore(number, HOURLY, arena), where).toMatchObject({ signal: 'SIGKILL' });
      // What was cut off is tried again five minutes later.
      for (const time of ['2026-11-22T22:30:00Z', '2026-11-22T23:30:00Z'])
        expect(await run(HOURLY, arena.at(time)), where).toMatchObject({ code: 0 });
      const [purchases = 0, ...others] = counts(messages);
      expect(others, where).toEqual([1]); // what the next hour has bought
      expect([1, 2], where).toContain(purchases);
      twice += purchases - 1;
    });
    expect(twice).toBeGreaterThan(0);
    console.log(
      `${name}: killed before ${numbers.length} of ${steps.length} steps: no message lost, ${twice} came twice`,
    );
  });
});
