/** Two coins and two ticks at a scripted exchange, where each call may go wrong in each way and each step may be the last. */
import type { OrderPorts, Run } from '../../src/act/run.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { topCoins } from '../../src/core/universe.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { runTick } from '../../src/tick.js';
import {
  calm,
  cancellings,
  createScriptedExchange,
  type Looking,
  lookings,
  type Placing,
  placings,
  type Script,
} from '../broker/scripted.js';
import { always, amount, aQuote } from '../core/examples.js';
import type { Fate } from './every-way.js';
import { expectLaws, expectNothingOpen, stateOf } from './laws.js';
import { actAsOwner, type Deed, deeds } from './owner.js';

/** A new ledger, and what verify finds wrong with it. */
export interface NewLedger {
  readonly ledger: Ledger;
  readonly verify: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** What may come of the calls of the broker, and of the owner: the first way is that all goes well. */
interface Ways {
  readonly placings: readonly Placing[];
  readonly lookings: readonly Looking[];
  /** What its owner does after the second tick. */
  readonly deeds: readonly Deed[];
}

const all: Ways = { placings, lookings, deeds };

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
  deeds: ['waits'],
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
  const live = async (act: Act, script: Script, beforeStep: BeforeStep) => {
    await actUntilKilled(act, { broker: exchange.connect(script), ledger }, runAt(now), beforeStep);
    await check();
  };
  const script: Script = {
    place: ({ coin }) => fate.choose(`place ${coin}`, ways.placings),
    find: () => fate.choose('find', ways.lookings),
    cancel: () => fate.choose('cancel', cancellings),
  };
  const orKill = async (step: string) => {
    await check();
    return fate.choose(`before ${step}`, ['goes on', 'is killed']) === 'goes on';
  };

  try {
    for (const time of [FIRST, SECOND[second]]) {
      now = new Date(time);
      await live(tick, script, orKill);
      const deed = time === FIRST ? 'waits' : fate.choose('its owner', ways.deeds);
      if (deed !== 'waits') await live((hands, run) => actAsOwner(deed, hands, run, exchange), script, orKill);
      const state = () => stateOf(ledger, exchange, coins, now);
      if (!(await fate.goesOn(state, time !== FIRST))) return;
    }
    for (const time of AFTERWARDS) {
      now = new Date(time);
      await live(tick, calm, async () => true);
    }
    await expectNothingOpen(ledger, exchange);
  } finally {
    await close();
  }
}

/** What is done with a broker and a ledger in one run. */
type Act = (hands: OrderPorts, run: Run) => Promise<unknown>;

/** Whether a run goes on: else it is killed before this step. */
type BeforeStep = (step: string) => Promise<boolean>;

/** Acts, up to the end or to where it is killed: from there on it does nothing more. */
async function actUntilKilled(
  act: Act,
  { broker, ledger }: OrderPorts,
  run: Run,
  beforeStep: BeforeStep,
): Promise<void> {
  let kill = () => {};
  const killed = new Promise<void>((resolve) => {
    kill = resolve;
  });
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    if (await beforeStep(name)) return work();
    kill();
    return new Promise(() => {}); // nobody waits for it
  };
  const hands: OrderPorts = {
    broker: {
      ...broker,
      place: (...given) => step('placing', () => broker.place(...given)),
      find: (...given) => step('looking', () => broker.find(...given)),
      cancel: (...given) => step('cancelling', () => broker.cancel(...given)),
    },
    ledger: {
      ...ledger,
      begin: (...given) => step('promising', () => ledger.begin(...given)),
      record: (...given) => step('recording', () => ledger.record(...given)),
    },
  };
  await Promise.race([act(hands, run), killed]);
}

function runAt(now: Date): Run {
  return { id: `run-${now.toISOString()}`, now, clock: () => now, giveUpAfterMs: 120_000, onPurchases: () => {} };
}

const tick: Act = (hands, run) =>
  runTick(
    { ...hands, market },
    {
      ...run,
      id: `tick-${run.now.toISOString()}`,
      oncePer: 'minute',
      universe: topCoins(coins.length),
      policy: { strategy: always, sizing: { notional: amount('50') }, caps, gate: OPEN_GATE },
    },
  );
