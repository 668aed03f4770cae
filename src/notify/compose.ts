import type { Fill } from '../core/model.js';
import { sum, toExactString, toPercentString } from '../core/money.js';
import type { Digest } from '../core/status/digest.js';
import { type Bought, clip, fitLines, type Message } from './message.js';

/** The longest name of a coin in a line, which leaves room for all digits of the amounts. */
const MAX_COIN = 40;

/** A purchase to tell of. */
export interface Purchased extends Pick<Fill, 'quantity' | 'price'> {
  readonly coin: string;
}

interface Occasion {
  readonly id: string;
  readonly at: Date;
  readonly tickId?: string | null;
  /** Whether orders go to an exchange's test system. */
  readonly isSandbox?: boolean;
}

/** What a tick has bought; at least one purchase. */
export function composePurchase(occasion: Occasion, purchases: readonly Purchased[], quoteCurrency: string): Message {
  const coins = [...new Set(purchases.map(({ coin }) => coin))];
  const notionals = purchases.map(({ quantity, price }) => quantity.times(price));
  const rows = purchases
    .map(asBought)
    .map(
      ({ coin, quantity, price, notional }) =>
        `${quantity} ${clip(coin, MAX_COIN)} at ${price}: ${notional} ${quoteCurrency}`,
    );
  const total = purchases.length > 1 ? [`${toExactString(sum(notionals))} ${quoteCurrency} in all`] : [];
  const named = coins.length <= 3 ? coins.join(', ') : `${coins.length} coins`;
  return compose(
    occasion,
    'purchase',
    `crypto-bot bought ${named}`,
    [...noteOf(occasion), ...total, ...rows],
    purchases.map(asBought),
  );
}

/** Why a run did not do all that it should. `since` is when the problem began; null where it begins now. */
export function composeProblem(occasion: Occasion, problem: Problem, since: Date | null): Message {
  const lasts = since ? [`It lasts since ${since.toISOString()}.`] : [];
  const message = compose(occasion, 'problem', `crypto-bot: ${problem.title}`, [...problem.lines, ...lasts]);
  return { ...message, since: (since ?? occasion.at).toISOString() };
}

/** That a problem is over. */
export function composeSolved(occasion: Occasion, { title }: Pick<Problem, 'title'>, since: Date): Message {
  return compose(occasion, 'problem', `crypto-bot: over: ${title}`, [`It lasted from ${since.toISOString()} on.`]);
}

export interface Problem {
  /** A few words. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** Slots that went by without a tick, at least one. */
export interface MissedSlots {
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** That ticks were missed. The first tick after them sends it. */
export function composeSilence(occasion: Occasion, { count, first, last }: MissedSlots): Message {
  const which = count === 1 ? `the slot ${first}` : `${count} slots, from ${first} to ${last}`;
  return compose(occasion, 'silence', `crypto-bot missed ${count === 1 ? 'a tick' : `${count} ticks`}`, [
    `No tick was recorded for ${which}.`,
    'They are not caught up: a price of the past cannot be bought.',
    'Look at the crontab or timer that starts it, and at the log.',
  ]);
}

/** The summary of a day or a week. */
export function composeDigest(occasion: Occasion, digest: Digest): Message {
  const { period, ticks, missed, bought, portfolio } = digest;
  const { quoteCurrency, totals } = portfolio;
  const spent = `for ${toExactString(sum(bought.map(({ notional }) => notional)))} ${quoteCurrency}`;
  const gain = totals.gainPercent === null ? '' : `, ${toPercentString(totals.gainPercent)} %`;
  return compose(occasion, 'digest', `crypto-bot: ${period}: ${counted(ticks, 'tick')}`, [
    ...noteOf(occasion),
    ...(missed === null || missed === 0 ? [] : [`${counted(missed, 'slot')} without a tick`]),
    bought.length === 0 ? 'Nothing was bought.' : `Bought ${counted(bought.length, 'coin')} ${spent}.`,
    `Now worth ${toExactString(totals.marketValue)} ${quoteCurrency}, paid ${toExactString(totals.costBasis)}${gain}.`,
    ...bought.map(
      ({ coin, quantity, notional }) =>
        `${toExactString(quantity)} ${clip(coin, MAX_COIN)} for ${toExactString(notional)} ${quoteCurrency}`,
    ),
  ]);
}

/** The message of `notify test`. */
export function composeTest(occasion: Occasion): Message {
  return compose(occasion, 'test', 'crypto-bot: a test message', ['Nothing has happened: notify test has sent this.']);
}

function noteOf({ isSandbox }: Occasion): string[] {
  return isSandbox ? ['At a test system of the exchange: no real money is spent.'] : [];
}

function compose(
  { id, at, tickId = null }: Occasion,
  event: Message['event'],
  title: string,
  lines: readonly string[],
  purchases: readonly Bought[] = [],
): Message {
  const [fitted = title] = fitLines([title]);
  return { id, event, at: at.toISOString(), title: fitted, lines: fitLines(lines), tickId, purchases, since: null };
}

function asBought({ coin, quantity, price }: Purchased): Bought {
  return {
    coin,
    quantity: toExactString(quantity),
    price: toExactString(price),
    notional: toExactString(quantity.times(price)),
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
