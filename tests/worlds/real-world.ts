/** What may happen to two ticks of two coins at an exchange, with processes that are killed: chosen by chance, by a seed. */
import type { ExchangeName } from '../exchanges/account.js';
import { type Level, levels } from '../exchanges/book.js';
import { type Fault, page } from '../exchanges/faults.js';
import { refusals } from '../exchanges/refusals.js';
import { type Dice, diceOf } from './random.js';

export interface RealWorld {
  readonly seed: number;
  readonly exchange: ExchangeName;
  /** How long after it was accepted an order is matched. */
  readonly matchAfterMs: number;
  /** Another host on the same ledger, with a home and a key of its own, which runs at the same time; null where there is none. */
  readonly other: OtherHost | null;
  readonly runs: readonly ARun[];
}

/** It makes the same tick, or one of its own, which is the minute's. Kills hit it in place of the first host, or do not. */
export interface OtherHost {
  readonly slots: 'hour' | 'minute';
  readonly isKilled: boolean;
}

/** One tick of the program, in a process of its own. */
export interface ARun {
  /** What is offered of each coin. */
  readonly offers: Readonly<Record<'bitcoin' | 'ethereum', readonly Level[]>>;
  /** What goes wrong with the first and the second order's request, and with the first looks. */
  readonly placing: readonly (Fault | null)[];
  readonly finding: readonly (Fault | null)[];
  readonly kill: Kill | null;
}

/** SIGKILL, when the n-th request has arrived or its answer is about to leave, or before the n-th step of the process. */
export interface Kill {
  readonly when: 'arrived' | 'leaving' | 'step';
  readonly n: number;
}

/** The market's prices: what is offered at more than half a percent above is too dear. */
export const prices = { bitcoin: 49053, ethereum: 3711.61 } as const;

/** An ordinary run makes about so many requests to the exchange, and so many steps. */
const REQUESTS = 14;
const STEPS = 130;

export function worldOf(seed: number): RealWorld {
  const dice = diceOf(seed);
  const exchange = dice.oneOf(['kraken', 'binance', 'coinbase'] as const);
  const matchAfterMs = dice.oneOf([0, 0, 0, 1500]);
  const runs = [aRun(dice, exchange), aRun(dice, exchange)];
  return { seed, exchange, matchAfterMs, runs, other: dice.oneOf([null, otherHost(dice)]) };
}

function otherHost(dice: Dice): OtherHost {
  return { slots: dice.oneOf(['hour', 'minute'] as const), isKilled: dice.below(2) === 1 };
}

function aRun(dice: Dice, exchange: ExchangeName): ARun {
  return {
    offers: { bitcoin: offers(dice, prices.bitcoin), ethereum: offers(dice, prices.ethereum) },
    placing: [placing(dice, exchange), placing(dice, exchange)],
    finding: Array.from({ length: dice.below(4) }, () => finding(dice)),
    kill: kill(dice),
  };
}

/** Orders are for about 50. */
function offers(dice: Dice, price: number): Level[] {
  const at = (percent: number) => (price * (1 + percent / 100)).toFixed(2);
  const part = (20 / price).toFixed(5);
  return dice.oneOf([
    levels([at(0), '50']),
    levels([at(-0.1), part], [at(0.1), '50']),
    levels([at(0), part], [at(0.2), part], [at(1), '50']),
    levels([at(0), part], [at(1), '50']),
    levels([at(1), '50']),
  ]);
}

function placing(dice: Dice, exchange: ExchangeName): Fault | null {
  const acts = dice.below(2) === 1;
  return dice.oneOf<Fault | null>([
    null,
    null,
    { kind: 'lost', acts },
    { kind: 'cut', acts },
    { kind: 'answers', acts, answer: page(502) },
    { kind: 'answers', acts, answer: { status: 200, body: {} } },
    { kind: 'answers', acts: false, answer: refusals[exchange] },
    { kind: 'twice' },
    { kind: 'arrives late', afterMs: dice.oneOf([50, 1500, 60_000]) },
  ]);
}

function finding(dice: Dice): Fault | null {
  return dice.oneOf<Fault | null>([
    null,
    { kind: 'lost', acts: false },
    { kind: 'cut', acts: false },
    { kind: 'answers', acts: false, answer: page(503) },
    { kind: 'answers', acts: false, answer: { status: 200, body: {} } },
    { kind: 'twice' },
    { kind: 'stale', byMs: 3000 },
  ]);
}

function kill(dice: Dice): Kill | null {
  const when = dice.oneOf([null, 'arrived', 'leaving', 'leaving', 'step'] as const);
  return when && { when, n: 1 + dice.below(when === 'step' ? STEPS : REQUESTS) };
}
