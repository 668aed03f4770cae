/** Two coins and two ticks at a scripted exchange, where each call may go wrong in each way and each step may be the last. */
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { topCoins } from '../../src/core/universe.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { runTick } from '../../src/tick.js';
import {
  calm,
  createScriptedExchange,
  type Looking,
  lookings,
  type Placing,
  placings,
  type Script,
  type ScriptedExchange,
} from '../broker/scripted.js';
import { always, amount, aQuote } from '../core/examples.js';
import type { Fate } from './every-way.js';
import { expectLaws, expectNothingOpen, stateOf } from './laws.js';

/** A new ledger, and what verify finds wrong with it. */
export interface NewLedger {
  readonly ledger: Ledger;
  readonly verify: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** What may come of the calls of the broker: the first way is that all goes well. */
interface Ways {
  readonly placings: readonly Placing[];
  readonly lookings: readonly Looking[];
}

const all: Ways = { placings, lookings };

/** The broker acts and answers, or acts, or does neither, or refuses, or fills a part, or later; and a look fails or sees nothing. */
export const mainWays: Ways = {
  placings: [
    'answers',
    'loses the answer',
    'fails before it acts',
    'refuses',
    'fills a part',
    'fills later',
    'arrives late',
  ],
  lookings: ['answers', 'fails', 'hides all'],
};

const caps = { tick: amount('105'), day: amount('160') } as const;
const DEPOSIT = amount('250');
const coins = ['bitcoin', 'ethereum'];
const prices = ['41.37', '2.03'];

const FIRST = '2026-11-22T10:00:00Z';

const market: Market = {
  ...createSample(new Date(FIRST), 'usd'),
  fetchTop: async () => ({ quotes: coins.map((coin, index) => aQuote(coin, prices[index] ?? '1')), problems: [] }),
};

/** Before and after it is certain what will not arrive any more, and that a run is over. */
const SECOND = { 'a minute later': '2026-11-22T10:01:00Z', 'an hour later': '2026-11-22T11:00:00Z' } as const;
const AFTERWARDS = ['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z'] as const;

export async function liveSmallWorld(fate: Fate, open: () => Promise<NewLedger>, ways: Ways = all): Promise<void> {
  const second = fate.choose('the second tick', ['a minute later', 'an hour later']);
  let now = new Date(FIRST);
  const exchange = createScriptedExchange(() => now);
  const { ledger, verify, close } = await open();
  await ledger.moveCash({ id: 'deposit', kind: 'deposit', amount: DEPOSIT, quoteCurrency: 'usd', at: now });
  const check = async () => {
    if (!fate.isNew()) return;
    await expectLaws(ledger, exchange, coins, now, { ...caps, deposit: DEPOSIT });
    const problems = await verify();
    if (problems.length > 0) throw new Error(`verify found: ${problems.join('; ')}`);
  };
  const tick = async (time: string, script: Script, beforeStep: Life['beforeStep']) => {
    now = new Date(time);
    await live({ exchange, ledger, script, now, beforeStep });
    await check();
  };
  const script: Script = {
    place: ({ coin }) => fate.choose(`place ${coin}`, ways.placings),
    find: () => fate.choose('find', ways.lookings),
    cancel: () => 'answers',
  };
  const orKill = async (step: string) => {
    await check();
    return fate.choose(`before ${step}`, ['goes on', 'is killed']) === 'goes on';
  };

  try {
    for (const time of [FIRST, SECOND[second]]) {
      await tick(time, script, orKill);
      const state = () => stateOf(ledger, exchange, coins, now);
      if (!(await fate.goesOn(state, time !== FIRST))) return;
    }
    for (const time of AFTERWARDS) await tick(time, calm, async () => true);
    await expectNothingOpen(ledger, exchange);
  } finally {
    await close();
  }
}

interface Life {
  readonly exchange: ScriptedExchange;
  readonly ledger: Ledger;
  readonly script: Script;
  readonly now: Date;
  /** Whether the run goes on: else it is killed before this step. */
  readonly beforeStep: (step: string) => Promise<boolean>;
}

/** A run, up to its end or to where it is killed: from there on it does nothing more. */
async function live({ exchange, ledger, script, now, beforeStep }: Life): Promise<void> {
  let kill = () => {};
  const killed = new Promise<void>((resolve) => {
    kill = resolve;
  });
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    if (await beforeStep(name)) return work();
    kill();
    return new Promise(() => {}); // nobody waits for it
  };
  const broker = exchange.connect(script);
  const ports = {
    market,
    broker: {
      ...broker,
      place: (order: Parameters<typeof broker.place>[0]) => step('placing', () => broker.place(order)),
      find: (orders: Parameters<typeof broker.find>[0]) => step('looking', () => broker.find(orders)),
    },
    ledger: {
      ...ledger,
      begin: (...given: Parameters<Ledger['begin']>) => step('promising', () => ledger.begin(...given)),
      record: (...given: Parameters<Ledger['record']>) => step('recording', () => ledger.record(...given)),
    },
  };
  const run = runTick(ports, {
    id: `tick-${now.toISOString()}`,
    now,
    oncePer: 'minute',
    universe: topCoins(coins.length),
    policy: { strategy: always, sizing: { notional: amount('50') }, caps, gate: OPEN_GATE },
    clock: () => now,
    giveUpAfterMs: 120_000,
    onPurchases: () => {},
  });
  await Promise.race([run, killed]);
}
