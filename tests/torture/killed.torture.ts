import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/calendar.js';
import { everything } from '../ledger/whole.js';
import { type Cut, startCuttingProxy } from '../support/cutting-proxy.js';
import {
  type Arena,
  AT_MOST_A_BEGINNING,
  accounts,
  arrangeAt,
  recordSteps,
  runKilledBefore,
  twoAtATime,
} from '../support/killing.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run, start } from '../support/program.js';
import { NOW } from '../support/scene.js';

/** How many runs are killed at random moments on each database, and how often its server is. */
const KILLS = Number(process.env.TORTURE_KILLS ?? 200);
const CRASHES = Number(process.env.TORTURE_CRASHES ?? 25);

const args = ['run', '--once-per', 'hour'];

let shared: Promise<PostgresServer> | undefined;
function postgres(): Promise<PostgresServer> {
  shared ??= startPostgres();
  return shared;
}
afterAll(async () => (await shared)?.stop());

const databases = [
  ['SQLite', undefined],
  ['PostgreSQL', async () => (await postgres()).createDatabase()],
] as const;

describe.each(databases)('on %s', (name, freshUrl) => {
  it('a run killed before any of its steps is completed by the next', async () => {
    const { steps, expected } = await recordSteps(args, await arrangeAt(freshUrl));
    await twoAtATime([...steps.keys()], async (index) => {
      const arena = await arrangeAt(freshUrl);
      const where = `killed before step ${index + 1}: ${steps[index]}`;
      expect(await runKilledBefore(index + 1, args, arena), where).toMatchObject({ signal: 'SIGKILL' });
      expect((await run(args, arena.env)).code, where).toBe(0);
      expect(await accounts(arena.url), where).toEqual(expected);
    });
    console.log(`${name}: killed before each of ${steps.length} steps: every ledger as if uninterrupted`);
  });

  it('runs killed at random moments lose and double nothing', async () => {
    const arena = await arrangeAt(freshUrl);
    const usualMs = await durationMs(arena);
    let killed = 0;
    for (let slot = 1; slot <= KILLS; slot += 1) {
      const env = atSlot(arena, slot);
      const { child, outcome } = start(args, env);
      await delay(Math.random() * usualMs);
      child.kill('SIGKILL');
      if ((await outcome).signal === 'SIGKILL') killed += 1;
      expect(await run(args, env)).toMatchObject({ code: 0 });
    }
    console.log(`${name}: ${killed} of ${KILLS} runs killed at random moments: ${await tally(arena, KILLS + 1)}`);
  });

  it('eight at once, again and again, lose and double nothing', async () => {
    const rounds = Math.max(1, Math.round(KILLS / 20));
    const arena = await arrangeAt(freshUrl);
    for (let slot = 0; slot < rounds; slot += 1) {
      const env = atSlot(arena, slot);
      const commands = Array.from({ length: 8 }, (_, index) => (index < 4 ? args : ['run']));
      const outcomes = await Promise.all(commands.map((command) => run(command, env)));
      expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
        Array(8).fill({ code: 0, stderr: AT_MOST_A_BEGINNING }),
      );
    }
    console.log(`${name}: ${rounds} rounds of 4 runs of one slot and 4 of none: ${await tally(arena, rounds * 5)}`);
  });
});

describe('on PostgreSQL', () => {
  it('a server that stops at once in mid-tick, and refuses for a while, costs no tick', async () => {
    const server = await postgres();
    const arena = await arrangeAt(() => server.createDatabase());
    const usualMs = await durationMs(arena);
    let [unharmed, refused] = [0, 0];
    for (let slot = 1; slot <= CRASHES; slot += 1) {
      const env = atSlot(arena, slot);
      const { outcome } = start(args, env);
      await delay(Math.random() * usualMs);
      await server.crash();
      await delay(slot % 5 === 0 ? 4000 : 100);
      await server.restart();
      const { code, stderr } = await outcome;
      expect([0, 5], stderr).toContain(code);
      if (code === 0) unharmed += 1;
      else refused += 1;
      expect(await run(args, env)).toMatchObject({ code: 0 });
    }
    console.log(
      `PostgreSQL: server stopped at once ${CRASHES} times: ${unharmed} runs went on, ${refused} said so with exit code 5; ${await tally(arena, CRASHES + 1)}`,
    );
  });

  it.each<Cut>(['before the commit', 'before its answer'])(
    'a connection cut %s loses and doubles nothing',
    async (cut) => {
      const server = await postgres();
      const arena = await arrangeAt(() => server.createDatabase());
      await run(args, arena.env);
      let cuts = 0;
      const slots = 30;
      for (let slot = 1; slot <= slots; slot += 1) {
        const proxy = await startCuttingProxy(arena.url, 1 + (slot % 2), cut);
        const env = { ...atSlot(arena, slot), DATABASE_URL: proxy.url };
        expect(await run(args, env)).toMatchObject({ code: 0, stderr: '' });
        cuts += proxy.cuts();
      }
      expect(cuts).toBe(slots);
      console.log(
        `PostgreSQL: connection cut ${cut} ${cuts} times, each run went on: ${await tally(arena, slots + 1)}`,
      );
    },
  );
});

/** The environment of a run so many hours before now: each has a slot of its own, and all have the same midnights. */
function atSlot({ at }: Arena, slot: number): Readonly<Record<string, string>> {
  const HOUR_MS = DAY_MS / 24;
  return at(new Date(Date.parse(NOW) + slot * HOUR_MS).toISOString());
}

/** Of an ordinary run, which makes the ledger's first tick. */
async function durationMs(arena: Arena): Promise<number> {
  const started = performance.now();
  expect(await run(args, arena.env)).toMatchObject({ code: 0 });
  return performance.now() - started;
}

/** Counts what the ledger has, and fails where it is not what it must be. */
async function tally({ url }: Arena, ticks: number): Promise<string> {
  await accounts(url); // every check of verify
  const all = (await everything(url)) as Record<string, { status?: string; slot?: string | null; order_id?: string }[]>;
  const slots = (all.tick ?? []).flatMap(({ slot }) => slot ?? []);
  const fills = (all.transaction_history ?? []).map((it) => it.order_id);
  const counts = {
    recorded: all.tick?.length ?? 0,
    lost: Math.max(0, ticks - (all.tick?.length ?? 0)),
    doubled: slots.length - new Set(slots).size + fills.length - new Set(fills).size,
    open: (all.orders ?? []).filter(({ status }) => status !== 'filled').length,
  };
  expect(counts).toEqual({ recorded: ticks, lost: 0, doubled: 0, open: 0 });
  expect(fills.length).toBe(ticks * 2);
  return `${counts.recorded} ticks recorded, ${counts.lost} lost, ${counts.doubled} doubled, ${fills.length} fills`;
}
