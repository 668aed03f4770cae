/** Runs that are killed at some step or moment, and what the ledger says after the run that follows. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { clientOrderIdOf } from '../../src/ledger/client-order-id.js';
import { everything, verify } from '../ledger/whole.js';
import { type Outcome, run } from './program.js';
import { arrange, type Scene } from './scene.js';

/** The environment that has the program count its steps, or die at one. */
export const preload = { NODE_OPTIONS: `--import ${pathToFileURL(path.resolve('tests/support/kill-at.mjs')).href}` };

export interface Arena extends Scene {
  readonly url: string;
}

/** A scene whose ledger is at a URL, by default an SQLite file in its home. */
export async function arrangeAt(freshUrl?: () => Promise<string>): Promise<Arena> {
  const scene = await arrange();
  const url = freshUrl ? await freshUrl() : pathToFileURL(path.join(scene.home, 'crypto-bot.db')).href;
  const named = (env: Scene['env']) => ({ ...env, DATABASE_URL: url });
  return { ...scene, url, env: named(scene.env), at: (now) => named(scene.at(now)) };
}

/** The whole ledger, which must be in order, with the ticks' random ids replaced by their numbers. */
export async function accounts(url: string): Promise<unknown> {
  const verification = await verify(url);
  expect(verification).toMatchObject({ ok: true });
  const { run: _, ...all } = await everything(url); // a run that was killed and the one after it are two
  const ids = (all.tick ?? []).map((tick) => String((tick as { id: string }).id));
  all.orders = (all.orders ?? []).map((row) => {
    const { client_order_id, changed_by: _, ...order } = row as Record<string, unknown>; // by the ids of runs, which differ
    expect(client_order_id).toBe(clientOrderIdOf(String(order.id)));
    return order;
  });
  const text = ids.reduce((json, id, index) => json.replaceAll(id, `tick ${index + 1}`), JSON.stringify(all));
  return JSON.parse(text);
}

/** What a run that went well may say on stderr: that it began the ledger. */
export const AT_MOST_A_BEGINNING: unknown = expect.stringMatching(/^(crypto-bot: a new ledger begins at .*\n)?$/);

/** Does one run to its end: what it did from outside, step by step, and what the ledger then says. */
export async function recordSteps(
  args: readonly string[],
  arena: Arena,
): Promise<{ steps: string[]; expected: unknown }> {
  const stepsFile = path.join(arena.home, 'steps');
  const { code, stderr } = await run(args, { ...arena.env, ...preload, STEPS_FILE: stepsFile });
  expect({ code, stderr }).toEqual({ code: 0, stderr: AT_MOST_A_BEGINNING });
  const steps = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
  expect(steps.filter((step) => step.includes('COMMIT')).length, 'commits among the steps').toBeGreaterThanOrEqual(2);
  return { steps, expected: await accounts(arena.url) };
}

/**
 * The numbers of the steps before which a kill leaves something else than before others, from the first write of a row on:
 * each kind of write, each commit and message, and what follows it. Reads and repeated writes change nothing.
 */
export function stepsThatTell(steps: readonly string[]): number[] {
  const kinds = steps.map((step) => step.replaceAll(/"test_\w+"\./g, ''));
  const first = kinds.findIndex((kind) => /^(query|statement) INSERT/.test(kind));
  const isDone = (kind = '') => / COMMIT|^request POST/.test(kind);
  return kinds.flatMap((kind, index) => {
    const isWrite = /^\w+ (INSERT|UPDATE|DELETE)|^(folder|rename) /.test(kind) && kinds.indexOf(kind) === index;
    return index >= first && (isWrite || isDone(kind) || isDone(kinds[index - 1])) ? [index + 1] : [];
  });
}

/** A run that is killed just before its n-th step. */
export function runKilledBefore(step: number, args: readonly string[], { env }: Arena): Promise<Outcome> {
  return run(args, { ...env, ...preload, KILL_AT: String(step) });
}

/** Does some work for each item, two at a time. */
export async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const walk = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([walk(), walk()]);
}
