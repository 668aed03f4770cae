import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshPostgresqlUrl } from '../ledger/ledgers.js';
import { everything } from '../ledger/whole.js';
import {
  type Arena,
  AT_MOST_A_BEGINNING,
  arrangeAt,
  preload,
  runKilledBefore,
  stepsThatTell,
  twoAtATime,
} from '../support/killing.js';
import { type MessageServer, startMessageServer } from '../support/message-server.js';
import { run } from '../support/program.js';
import { runHere } from '../support/run-here.js';

const HOURLY = ['run', '--once-per', 'hour', '--quiet'];

/** When the runs take place: what was cut off is tried again five minutes later, the second time after half an hour. */
const [SECOND, NEXT_HOUR] = ['2026-11-22T22:30:00Z', '2026-11-22T23:30:00Z'];

/** A run that has no time left to send, on a machine that is too slow, warns of it: then the counts below say nothing. */
const ALL_IS_SENT = { code: 0, stderr: AT_MOST_A_BEGINNING };

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

/** Does one run to its end, and tells its steps. */
async function stepsOfARun({ home, env }: Arena): Promise<string[]> {
  const stepsFile = path.join(home, 'steps');
  await run(HOURLY, { ...env, ...preload, STEPS_FILE: stepsFile });
  return readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
}

/** An arena in which a run was killed at a step; later runs take place at the given time. */
async function killedAt(step: number, steps: readonly string[], freshUrl?: () => Promise<string>) {
  const scene = await arrange(freshUrl);
  const where = `killed before step ${step}: ${steps[step - 1]}`;
  expect(await runKilledBefore(step, HOURLY, scene.arena), where).toMatchObject({ signal: 'SIGKILL' });
  return { ...scene, where, laterAt: (time: string): Arena => ({ ...scene.arena, env: scene.arena.at(time) }) };
}

describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', freshPostgresqlUrl],
])('messages on %s', (name, freshUrl) => {
  it('come once or twice when a run is killed, whatever its step, and none is lost', async () => {
    const steps = await stepsOfARun((await arrange(freshUrl)).arena);
    let twice = 0;
    await twoAtATime([...steps.keys()], async (index) => {
      const { arena, messages, where } = await killedAt(index + 1, steps, freshUrl);
      for (const time of [SECOND, NEXT_HOUR])
        expect(await runHere(HOURLY, arena.at(time)), where).toMatchObject(ALL_IS_SENT);
      const [purchases = 0, ...others] = counts(messages);
      expect(others, where).toEqual([1]); // what the next hour has bought
      expect([1, 2], where).toContain(purchases);
      twice += purchases - 1;
    });
    expect(twice).toBeGreaterThan(0);
    console.log(`${name}: killed before each of ${steps.length} steps: no message lost, ${twice} came twice`);
  });

  it('come at most three times when two runs in a row are killed, and none is lost', async () => {
    const steps = await stepsOfARun((await arrange(freshUrl)).arena);
    const [came, pairs] = [[0, 0, 0, 0], new Set<string>()];
    await twoAtATime(stepsThatTell(steps), async (step) => {
      const ofSecond = await killedAt(step, steps, freshUrl).then(({ laterAt }) => stepsOfARun(laterAt(SECOND)));
      const post = ofSecond.findIndex((it) => it.startsWith('request POST')) + 1;
      const telling = stepsThatTell(ofSecond);
      const another = telling[step % Math.max(telling.length, 1)] ?? ofSecond.length;
      // Before a message is sent, after it, and at some other step.
      for (const second of new Set(post > 0 ? [post, post + 1, another] : [another])) {
        const { arena, messages, where, laterAt } = await killedAt(step, steps, freshUrl);
        const both = `${where}, then before step ${second}: ${ofSecond[second - 1]}`;
        expect(await runKilledBefore(second, HOURLY, laterAt(SECOND)), both).toMatchObject({ signal: 'SIGKILL' });
        expect(await runHere(HOURLY, arena.at(NEXT_HOUR)), both).toMatchObject(ALL_IS_SENT);
        const [next, ...earlier] = counts(messages).reverse();
        expect(next, both).toBe(1); // what the next hour has bought
        const { tick = [] } = await everything(arena.url);
        expect(earlier.length, both).toBe(tick.length - 1); // none where neither had recorded its tick
        for (const purchases of earlier) {
          expect([1, 2, 3], both).toContain(purchases);
          came[purchases] = (came[purchases] ?? 0) + 1;
        }
        pairs.add(both);
      }
    });
    const [, once, twice, thrice] = came;
    expect(thrice).toBeGreaterThan(0);
    console.log(
      `${name}: ${pairs.size} pairs of kills: no message lost; ${once} once, ${twice} twice, ${thrice} thrice`,
    );
  });
});
