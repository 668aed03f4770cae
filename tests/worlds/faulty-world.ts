/**
 * Two ticks of two coins at an exchange's simulator where one kind of request goes wrong, and the ticks that follow when it
 * goes right again. The time is this world's own: `Date` is one that is set.
 */
import { expect, vi } from 'vitest';
import { cancelOrder } from '../../src/act/cancel-order.js';
import type { OrderPorts, Run } from '../../src/act/run.js';
import { createExchangeBroker } from '../../src/broker/exchange/exchange-broker.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { toExactString, ZERO } from '../../src/core/money.js';
import { topCoins } from '../../src/core/universe.js';
import { CryptoBotError } from '../../src/errors.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { runTick } from '../../src/tick.js';
import { settingsFor } from '../broker/exchange/broker-at.js';
import { always, amount, aQuote } from '../core/examples.js';
import type { ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { type Fault, page, type Role } from '../exchanges/faults.js';
import type { ExchangeSimulator } from '../exchanges/simulator.js';
import { exchangeNamed } from '../exchanges/simulators.js';
import { expectLaws, expectNothingOpen, seenThrough } from './real-laws.js';

/** What is asked of an exchange, by the broker's port. */
const troubledRoles = ['place', 'find', 'cancel', 'account', 'instruments'] as const satisfies readonly Role[];

interface FaultyWorld {
  readonly exchange: ExchangeName;
  readonly role: (typeof troubledRoles)[number];
  readonly trouble: Trouble;
  /** Whether only the first request of the role goes wrong, or all of them in both ticks. */
  readonly lasts: 'once' | 'for two ticks';
}

/** What goes wrong, in words that go on from "a request". */
type Trouble = { readonly name: string } & (
  | { readonly fault: Fault }
  /** From the first request on, until all goes right again. */
  | { readonly begin: (simulator: ExchangeSimulator) => void; readonly end: (simulator: ExchangeSimulator) => void }
);

const statuses = [429, 500, 502, 503, 504, 520] as const;

const troubles: readonly Trouble[] = [
  ...[true, false].flatMap((acts): Trouble[] => {
    const what = acts ? 'is carried out, and' : 'is not carried out, and';
    return [
      { name: `${what} its connection is lost`, fault: { kind: 'lost', acts } },
      { name: `${what} its answer is cut`, fault: { kind: 'cut', acts } },
      { name: `${what} not answered in time`, fault: { kind: 'silent', acts } },
      { name: `${what} answered by headers only`, fault: { kind: 'headers only', acts } },
      { name: `${what} answered by {}`, fault: { kind: 'answers', acts, answer: { status: 200, body: {} } } },
      ...statuses.map((status): Trouble => {
        return {
          name: `${what} answered by a page of ${status}`,
          fault: { kind: 'answers', acts, answer: page(status) },
        };
      }),
    ];
  }),
  { name: 'is answered twice', fault: { kind: 'twice' } },
  { name: 'arrives 20 s late', fault: { kind: 'arrives late', afterMs: 20_000 } },
  { name: 'arrives when it is no longer taken', fault: { kind: 'arrives late', afterMs: 125_000 } },
  { name: 'is answered as 3 s ago', fault: { kind: 'stale', byMs: 3_000 } },
  { name: 'is answered as a minute ago', fault: { kind: 'stale', byMs: 60_000 } },
  clockOff(60_000),
  clockOff(-60_000),
  maintenance('down'),
  maintenance('cancel only'),
];

function clockOff(ms: number): Trouble {
  return {
    name: `comes when the exchange's clock is put by ${ms} ms`,
    begin: ({ venue }) => venue.clock.advance(ms),
    end: ({ venue }) => venue.clock.advance(-ms),
  };
}

function maintenance(mode: ExchangeSimulator['mode']): Trouble {
  return {
    name: `comes when the exchange is ${mode}`,
    begin: (simulator) => Object.assign(simulator, { mode }),
    end: (simulator) => Object.assign(simulator, { mode: 'online' }),
  };
}

export const everyFaultyWorld: readonly FaultyWorld[] = (['kraken', 'coinbase', 'binance'] as const).flatMap(
  (exchange) =>
    troubledRoles.flatMap((role) =>
      troubles.flatMap((trouble) =>
        (['once', 'for two ticks'] as const).map((lasts) => ({ exchange, role, trouble, lasts })),
      ),
    ),
);

/** Lives through worlds, and tells those in which a law was broken. */
export async function failuresIn(worlds: readonly FaultyWorld[]): Promise<string[]> {
  const failures: string[] = [];
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    for (const world of worlds) {
      vi.setSystemTime(FIRST);
      await liveFaultyWorld(world).catch((error: unknown) => failures.push(`${nameOf(world)}: ${error}`));
    }
  } finally {
    vi.useRealTimers();
  }
  return failures;
}

function nameOf({ exchange, role, trouble, lasts }: FaultyWorld): string {
  return `${exchange}: a request to ${role} ${trouble.name}, ${lasts}`;
}

const caps = { tick: '105', day: '160' } as const;
const prices = { bitcoin: '49053', ethereum: '3711.61' } as const;
const FIRST = new Date('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;

const market: Market = {
  ...createSample(new Date(), 'usd'),
  fetchTop: async () => ({
    quotes: Object.entries(prices).map(([coin, price]) => aQuote(coin, price)),
    problems: [],
  }),
};

async function liveFaultyWorld({ exchange: name, role, trouble, lasts }: FaultyWorld): Promise<void> {
  const { start, quote } = exchangeNamed(name);
  const simulator = await start();
  simulator.watch((moment) => {
    if (moment === 'arrived') pass(10); // so that nonces rise
  });
  simulator.venue.payIn(quote, '1000');
  const ledger = createMemoryLedger();
  const kept: { text: string | null } = { text: null };
  const isSlow = 'fault' in trouble && ['silent', 'headers only'].includes(trouble.fault.kind);
  let patienceMs = 5_000;

  const ports = (): OrderPorts => {
    const settings = settingsFor(name, simulator, kept, {});
    const { connection, sending } = settings;
    const broker = createExchangeBroker({
      ...settings,
      connection: { ...connection, answerTimeoutMs: patienceMs },
      sending: { ...sending, postTimeoutMs: patienceMs },
    });
    return { broker, ledger };
  };
  const check = async () => expectLaws(await seenThrough(ledger, simulator), caps);
  const tick = async () => {
    offer(simulator);
    await unlessBroker(runTick({ ...ports(), market }, requestAt(new Date())));
    await check();
  };
  const cancelAll = async () => {
    for (const order of await ledger.loadOpenOrders())
      await unlessBroker(cancelOrder(ports(), requestAt(new Date()), order));
    await check();
  };

  try {
    if (role === 'cancel') simulator.venue.matchAfterMs = 10 * MINUTE_MS; // something is left to be cancelled
    const end = makeTrouble(simulator, role, trouble, lasts);
    if (isSlow) patienceMs = 150;
    for (let times = 0; times < 2; times += 1) {
      await tick();
      if (role === 'cancel') await cancelAll();
      pass(MINUTE_MS);
    }
    end();
    patienceMs = 5_000;
    simulator.venue.matchAfterMs = 0;
    pass(15 * MINUTE_MS);
    await tick();
    pass(24 * 60 * MINUTE_MS);
    await tick();
    expectNothingOpen(await seenThrough(ledger, simulator));
    await expectHoldings(ledger, simulator);
  } finally {
    await simulator.close();
  }
}

/** What arrived in the account is what the ledger holds, to the digit, also where fees were paid in the coin. */
async function expectHoldings(ledger: Ledger, { venue }: ExchangeSimulator): Promise<void> {
  const { balances } = venue.state();
  const held = (await ledger.loadHoldings()).map(({ coin, quantity }) => [coin, toExactString(quantity)]);
  const arrived = Object.keys(prices).map((coin) => {
    const base = venue.pairs.find(({ name }) => name.toLowerCase() === coin)?.base ?? '';
    return [coin, toExactString(balances.get(base)?.free ?? ZERO)];
  });
  expect(held).toEqual(arrived);
  expect(held.every(([, quantity]) => quantity !== '0')).toBe(true);
}

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** Gives what ends it. */
function makeTrouble(
  simulator: ExchangeSimulator,
  role: Role,
  trouble: Trouble,
  lasts: FaultyWorld['lasts'],
): () => void {
  if ('fault' in trouble) {
    simulator.faults.set(role, trouble.fault, lasts === 'once' ? 1 : Number.POSITIVE_INFINITY);
    return () => simulator.faults.clear();
  }
  let [hasBegun, isOver] = [false, false];
  const end = () => {
    if (hasBegun && !isOver) trouble.end(simulator);
    isOver = true;
  };
  simulator.watch((moment, request) => {
    if (isOver || request.role !== role) return;
    if (moment === 'arrived' && !hasBegun) {
      hasBegun = true;
      trouble.begin(simulator);
    } else if (moment === 'leaving' && lasts === 'once') end();
  });
  return end;
}

/** Bitcoin is bought in two parts; of ethereum only a part is cheap enough. */
function offer({ venue }: ExchangeSimulator): void {
  const offers = {
    Bitcoin: levels([prices.bitcoin, '0.0004'], ['49060.1', '50']),
    Ethereum: levels([prices.ethereum, '0.0054'], ['3999', '50']),
  };
  for (const { id, name, quote } of venue.pairs)
    if (quote.replace('Z', '').startsWith('USD') && (name === 'Bitcoin' || name === 'Ethereum'))
      venue.offer(id, offers[name]);
}

function requestAt(now: Date) {
  const run: Run = {
    id: `run-${now.toISOString()}`,
    now,
    clock: () => new Date(),
    giveUpAfterMs: 120_000,
    onPurchases: () => {},
  };
  return {
    ...run,
    id: `tick-${now.toISOString()}`,
    oncePer: 'minute' as const,
    universe: topCoins(2),
    policy: {
      strategy: always,
      sizing: { notional: amount('50') },
      caps: { tick: amount(caps.tick), day: amount(caps.day) },
      gate: OPEN_GATE,
    },
  };
}

/** A run that the broker stops is an ordinary one. */
async function unlessBroker(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof CryptoBotError) || error.code !== 'broker') throw error;
  });
}
