import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CryptoBotError } from '../../../src/errors.js';
import { verifyLedger } from '../../../src/ledger/maintenance/verify/verify.js';
import { openTables } from '../../../src/wiring.js';
import { anAccount } from '../../exchanges/account.js';
import { levels } from '../../exchanges/book.js';
import { run, temporaryFolder } from '../../support/program.js';
import { arrange } from '../../support/scene.js';
import { diceOf } from '../../worlds/random.js';
import { type Contents, Disk, lay, remains } from './disk.js';
import { record } from './steps.js';

type Environment = Readonly<Record<string, string>>;

/** What a ledger says: how many rows its tables have, and the orders that may have left. Null where there is no ledger. */
interface State {
  readonly rows: Readonly<Record<string, number>>;
  /** How many made it what it is: that of 1.0.0 is made by the first. */
  readonly migrations: number;
  readonly sent: readonly string[];
}

async function stateOf(url: string): Promise<State | null> {
  try {
    const whole = await openTables(url, 'read', 20_000);
    const { rows, checks } = await verifyLedger(whole).finally(() => whole.close());
    expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
    const asItIs = await openTables(url, 'as it is', 20_000);
    try {
      const migrations = (await asItIs.query('SELECT 1 FROM _prisma_migrations')).length;
      const sent = migrations === 1 ? [] : await asItIs.query(SENT);
      return { rows, migrations, sent: sent.map(({ id }) => String(id)) };
    } finally {
      await asItIs.close();
    }
  } catch (error) {
    if (error instanceof CryptoBotError && /does not exist|holds no ledger/.test(error.message)) return null;
    throw error;
  }
}

const SENT = `SELECT client_order_id AS id FROM orders WHERE status <> 'promised'`;

/** What was told to others before a cut. */
interface Told {
  /** The report was printed: all is done. */
  isDone: boolean;
  /** The orders whose requests have left. */
  readonly orders: string[];
}

/** Cuts the power after each step of a command. Gives how many disks there were that differ. */
async function cutAtEachStep(args: readonly string[], env: Environment, url: string, code = 0): Promise<number> {
  const folder = path.dirname(env.CRYPTO_BOT_HOME ?? '');
  const before = await stateOf(url);
  const disk = new Disk(folder);
  const { steps, ...ended } = await record(args, env, folder);
  expect(ended, ended.stderr).toMatchObject({ code });
  const after = await stateOf(url);
  expect(after).not.toBeNull();

  const told: Told = { isDone: false, orders: [] };
  const [seen, dice, synced] = [new Set<string>(), diceOf(1), new Map<string, Contents>()];
  for (const [index, step] of steps.entries()) {
    disk.do(step);
    if (step.kind === 'print') told.isDone = true;
    if (step.kind === 'send')
      told.orders.push(...[...step.text.matchAll(/cl_ord_id=([0-9a-f-]{36})/g)].map(([, id = '']) => id));
    for (const what of remains) {
      const contents = disk.afterCut(what, dice);
      const key = hashOf(contents, told);
      if (seen.has(key)) continue;
      seen.add(key);
      if (what === 'what was synced') synced.set(key, contents);
      lay(contents, folder);
      const where = `${args.join(' ')}: cut after step ${index + 1} of ${steps.length}, ${step.kind}: ${what}`;
      const state = await stateOf(url).catch((error: unknown) => {
        throw new Error(where, { cause: error });
      });
      if (told.isDone) expect(state, where).toEqual(after);
      else expectBetween(before, state, after, where);
      for (const order of told.orders) expect(state?.sent, where).toContain(order);
    }
  }
  expect(told.isDone).toBe(true);
  for (const contents of synced.values()) {
    lay(contents, folder);
    expect(await run(args, env)).toMatchObject({ code });
  }
  return seen.size;
}

function hashOf(contents: Contents, told: Told): string {
  const hash = createHash('sha256').update(JSON.stringify(told));
  for (const [file, bytes] of contents) if (!file.endsWith('.log')) hash.update(file).update(bytes);
  return hash.digest('base64');
}

function expectBetween(before: State | null, state: State | null, after: State | null, where: string): void {
  if (before) expect(state, where).not.toBeNull();
  if (state) expect([before?.migrations, after?.migrations], where).toContain(state.migrations);
  for (const [table, rows] of Object.entries(state?.rows ?? {})) {
    expect(rows, `${where}: ${table}`).toBeGreaterThanOrEqual(before?.rows[table] ?? 0);
    expect(rows, `${where}: ${table}`).toBeLessThanOrEqual(after?.rows[table] ?? 0);
  }
}

/** A home below a folder of its own, which is all of the disk. */
function aDisk() {
  const home = path.join(temporaryFolder(), 'home');
  return { env: { CRYPTO_BOT_HOME: home }, url: pathToFileURL(path.join(home, 'crypto-bot.db')).href };
}

describe('when the power is cut after any step, and whatever of it was not synced is lost', () => {
  it('what was told as paid in is there, in a new ledger and in one that has rows', async () => {
    const { env, url } = aDisk();
    const disks = [];
    for (const args of [
      ['cash', 'deposit', '5'],
      ['cash', 'deposit', '7.5'],
    ])
      disks.push(await cutAtEachStep(args, env, url));
    console.log(`cash deposit: ${disks.join(' and ')} disks`);
  });

  it('a tick that was reported is there whole, and one that was not is whole or not there', async () => {
    const { env: scene } = await arrange();
    const { env, url } = aDisk();
    const disks = [];
    const own = { ...scene, ...env };
    expect(await run(['cash', 'deposit', '1000000'], own)).toMatchObject({ code: 0 });
    for (const now of ['2026-11-22T21:21:00Z', '2026-11-22T22:21:00Z'])
      disks.push(await cutAtEachStep(['run', '--once-per', 'hour'], { ...own, CRYPTO_BOT_NOW: now }, url));
    console.log(`run: ${disks.join(' and ')} disks`);
  });

  it('an order whose request has left is known as sent', async () => {
    const { env: scene } = await arrange();
    const { env: account, simulator } = await anAccount('kraken');
    simulator.venue.offer('XXBTZUSD', levels(['49053', '5']));
    const { env, url } = aDisk();
    const own = { ...scene, ...account, ...env, CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
    expect(await run(['live', 'on', '--yes'], own)).toMatchObject({ code: 0 });
    const args = ['run', '--coins', 'bitcoin', '--notional', '100', '--once-per', 'hour'];
    console.log(`run at an exchange: ${await cutAtEachStep(args, own, url)} disks`);
    expect(simulator.venue.state().trades).toHaveLength(1);
  });

  it('a ledger of 1.0.0 is upgraded whole or not at all', async () => {
    const { env, url } = aDisk();
    const old = new URL('../../ledger/made-by-1.0.0/ledger.db.gz', import.meta.url);
    expect(await run(['cash', 'deposit', '1'], env)).toMatchObject({ code: 0 });
    rmSync(path.join(env.CRYPTO_BOT_HOME, 'state'), { recursive: true, force: true });
    writeFileSync(fileURLToPath(url), gunzipSync(readFileSync(old)));
    console.log(`live off: ${await cutAtEachStep(['live', 'off'], env, url)} disks`);
  });
});
