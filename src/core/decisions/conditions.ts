/** Conditions that last from tick to tick, such as an empty account. Each is reported when it begins. No run fails because of one. */
import type { Caps, Limit, Spending } from '../limits/caps.js';
import type { CoinId } from '../model.js';
import { type Decimal, toExactString } from '../money.js';
import type { NotExcluded } from '../universe.js';

export interface Condition {
  /** Names it from tick to tick. */
  readonly code: string;
  /** A few words. */
  readonly title: string;
  readonly text: string;
}

/** The name of the ledger's setting that has the codes of the latest tick's conditions, as a JSON list. */
export const CONDITIONS = 'conditions';

/** The limits that do not renew by themselves, as the cap of a day does. */
const moneys = ['cash', 'balance', 'total'] as const;
type Money = (typeof moneys)[number];

/** The result of a tick that conditions are made from. */
interface Outcome {
  /** How the sums stand after its plan. */
  readonly spending: Spending;
  readonly orders: readonly unknown[];
  /** The limits of which a coin that was to be bought got nothing. */
  readonly refusedBy: ReadonlySet<Limit>;
  /** Held coins that the market answered without; null where it did not answer. */
  readonly unpriced: readonly CoinId[] | null;
  readonly notExcluded: readonly NotExcluded[];
}

const UNPRICED = 'unpriced:';

/** What holds after a tick, when the codes of `earlier` held before it. */
function conditionsAfter(outcome: Outcome, caps: Caps, earlier: readonly string[]): Condition[] {
  const { spending, unpriced, notExcluded } = outcome;
  const before = earlier.flatMap((code) => (code.startsWith(UNPRICED) ? [code.slice(UNPRICED.length)] : []));
  const usedUp = moneys.flatMap((money) => {
    const left = leftOf(money, spending, caps);
    return left !== null && isUsedUp(money, left, outcome, earlier) ? [describeMoney(money, left, caps)] : [];
  });
  return [
    ...usedUp,
    ...(unpriced ?? before).map((coin) => ({
      code: `${UNPRICED}${coin}`,
      title: `${coin} has no price`,
      text: `${coin} is held, and the market answered without it: it is valued at its last price`,
    })),
    ...notExcluded.map(({ word, coin }) => ({
      code: `not-excluded:${coin}`,
      title: `${coin} is not left out`,
      text: `universe.exclude names ${word}, which is not the id of a coin here: ${coin} is not left out until its id is named`,
    })),
  ];
}

/** A tick without a candidate changes nothing: money that was used up before it still is. */
function isUsedUp(money: Money, left: Decimal, { orders, refusedBy }: Outcome, earlier: readonly string[]): boolean {
  if (!left.greaterThan(0)) return true;
  return orders.length === 0 && (refusedBy.has(money) || earlier.includes(money));
}

function leftOf(money: Money, { cash, balance, total }: Spending, caps: Caps): Decimal | null {
  return { cash, balance, total: caps.total?.minus(total) ?? null }[money];
}

function describeMoney(money: Money, left: Decimal, caps: Caps): Condition {
  return { code: money, title: 'no money is left to buy with', text: describeUsedUp(money, left, caps.total) };
}

/** "the paper account is empty: nothing is bought until something is deposited" */
export function describeUsedUp(money: Money, left: Decimal, total?: Decimal): string {
  const name = {
    cash: 'the paper account',
    balance: 'the account at the exchange',
    total: `caps.total of ${total && toExactString(total)}`,
  }[money];
  const end = { cash: 'something is deposited', balance: 'something is paid in', total: 'it is raised' }[money];
  const state = left.greaterThan(0)
    ? `has ${toExactString(left)} left, too little for a buy`
    : money === 'total'
      ? 'is used up'
      : 'is empty';
  return `${name} ${state}: nothing is bought until ${end}`;
}

/** What holds after a tick, what of it has begun, and what the ledger is to keep of it where that is new. */
export interface Conditions {
  readonly lasting: readonly Condition[];
  readonly begun: readonly Condition[];
  readonly toKeep: string | null;
}

export const NO_CONDITIONS: Conditions = { lasting: [], begun: [], toKeep: null };

/** Compares what holds after a tick with what the ledger has kept of the one before, which is null where there was none. */
export function compareConditions(outcome: Outcome, caps: Caps, kept: string | null): Conditions {
  const earlier = readConditions(kept);
  const lasting = conditionsAfter(outcome, caps, earlier);
  const text = JSON.stringify(lasting.map(({ code }) => code));
  return {
    lasting,
    begun: lasting.filter(({ code }) => !earlier.includes(code)),
    toKeep: text === (kept ?? '[]') ? null : text,
  };
}

/** The codes that a ledger keeps; none of a text that is no list of them. */
export function readConditions(text: string | null): string[] {
  try {
    const json: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(json) ? json.filter((code) => typeof code === 'string') : [];
  } catch {
    return [];
  }
}
