/** Lives a world of real processes: runs, kills, and what must be true after each of them. */
import { expect } from 'vitest';
import { levels } from '../exchanges/book.js';
import type { ExchangeSimulator } from '../exchanges/simulator.js';
import { exchangeNamed } from '../exchanges/simulators.js';
import { clockAhead } from '../support/clock-ahead.js';
import { preload } from '../support/killing.js';
import { type Outcome, start } from '../support/program.js';
import { expectLaws, expectNothingOpen, readWorld } from './real-laws.js';
import { type ARun, type OtherHost, prices, type RealWorld } from './real-world.js';

/** Where worlds are: a market whose clock can be set, and a ledger in which live is on, for two hosts. */
export interface Ground {
  readonly home: string;
  readonly otherHome: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  setMarketTime(now: string): void;
}

export interface Lived {
  readonly runs: number;
  readonly kills: number;
  readonly posts: number;
  readonly trades: number;
}

export const caps = { tick: '105', day: '160' } as const;

const buys = (slots: 'hour' | 'minute') =>
  `run --coins bitcoin,ethereum --strategy dca --notional 50 --once-per ${slots}`.split(' ');
const IN_TROUBLE = ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z'] as const;
const AFTERWARDS = ['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z'] as const;
/** Beyond an order's expiry, the grace, and the time of a run that may still send. */
const AHEAD_MS = 600_000;

export function accountOf({ exchange }: Pick<RealWorld, 'exchange'>, simulator: ExchangeSimulator) {
  return {
    CRYPTO_BOT_BROKER: exchange,
    CRYPTO_BOT_EXCHANGE_URL: simulator.url,
    CRYPTO_BOT_EXCHANGE_API_KEY: simulator.apiKey,
    CRYPTO_BOT_EXCHANGE_API_SECRET: simulator.secret,
    CRYPTO_BOT_EXCHANGE_GRACE_SECONDS: '60',
    CRYPTO_BOT_DEADLINE_SECONDS: '60',
    CRYPTO_BOT_CAPS_TICK: caps.tick,
    CRYPTO_BOT_CAPS_DAY: caps.day,
    ...(exchange === 'binance' && { CRYPTO_BOT_EXCHANGE_QUOTE: 'USDC' }),
  };
}

export async function liveRealWorld(world: RealWorld, ground: Ground): Promise<Lived> {
  const exchange = exchangeNamed(world.exchange);
  const simulator = await exchange.start();
  try {
    simulator.venue.payIn(exchange.quote, '1000');
    simulator.venue.matchAfterMs = world.matchAfterMs;
    const env = { ...ground.env, ...accountOf(world, simulator) };
    let [runs, kills] = [0, 0];
    const go = async (time: string, run: ARun, more: Readonly<Record<string, string>>, other: OtherHost | null) => {
      ground.setMarketTime(time);
      const host = { ...env, CRYPTO_BOT_NOW: time, ...more };
      const guest = { ...host, CRYPTO_BOT_HOME: ground.otherHome, CRYPTO_BOT_EXCHANGE_API_KEY: simulator.otherApiKey };
      const outcomes = await runOnce({ host, guest, other }, run, simulator);
      for (const { signal, code, stdout, stderr } of outcomes) {
        runs += 1;
        if (signal === 'SIGKILL') kills += 1;
        else expect([0, 3, 4], `${stdout}${stderr}`).toContain(code);
      }
      expectLaws(await readWorld(ground.url, simulator), caps);
      return outcomes;
    };
    for (const [index, run] of world.runs.entries()) await go(IN_TROUBLE[index] ?? '', run, {}, world.other);

    simulator.faults.clear();
    simulator.venue.matchAfterMs = 0;
    simulator.venue.clock.advance(AHEAD_MS);
    for (const time of AFTERWARDS) {
      const [outcome] = await go(time, CALM, clockAhead(AHEAD_MS), null);
      expect([outcome?.code, outcome?.stderr]).toEqual([0, '']);
    }
    expectNothingOpen(await readWorld(ground.url, simulator));
    return { runs, kills, posts: simulator.posts.size, trades: simulator.venue.state().trades.length };
  } finally {
    await simulator.close();
  }
}

export const CALM: ARun = {
  offers: { bitcoin: levels([`${prices.bitcoin}`, '50']), ethereum: levels([`${prices.ethereum}`, '50']) },
  placing: [],
  finding: [],
  kill: null,
};

type Env = Readonly<Record<string, string>>;

/** One run, or two at the same time. */
export async function runOnce(
  { host, guest, other }: { readonly host: Env; readonly guest: Env; readonly other: OtherHost | null },
  { offers, placing, finding, kill }: ARun,
  simulator: ExchangeSimulator,
): Promise<readonly Outcome[]> {
  const { venue, faults } = simulator;
  for (const pair of venue.pairs) {
    const quote = pair.quote.replace('Z', '');
    if (!quote.startsWith('USD')) continue;
    if (pair.name === 'Bitcoin') venue.offer(pair.id, offers.bitcoin);
    if (pair.name === 'Ethereum') venue.offer(pair.id, offers.ethereum);
  }
  faults.clear();
  for (const [role, ways] of [
    ['place', placing],
    ['find', finding],
  ] as const)
    for (const way of ways) faults.set(role, way ?? { kind: 'stale', byMs: 0 });
  const before = simulator.requests.length;
  const steps = kill?.when === 'step' ? { ...preload, KILL_AT: `${kill.n}` } : {};
  const running = [start(buys('hour'), { ...host, ...(!other?.isKilled && steps) })];
  if (other) running.push(start(buys(other.slots), { ...guest, ...(other.isKilled && steps) }));
  const victim = other?.isKilled ? running[1] : running[0];
  let isOver = false;
  if (kill && kill.when !== 'step')
    simulator.watch((moment, request) => {
      if (!isOver && moment === kill.when && request.number === before + kill.n) victim?.child.kill('SIGKILL');
    });
  const outcomes = await Promise.all(running.map(({ outcome }) => outcome));
  isOver = true;
  return outcomes;
}
