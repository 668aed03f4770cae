import type { CoinId } from '../model.js';
import { Decimal, ZERO } from '../money.js';

/** The terms on which a broker trades a coin. Amounts are in the quote currency. */
export interface Instrument {
  /** What the broker trades, such as "BTC/EUR", by limit orders; null on paper, which has none. */
  readonly pair: string | null;
  /** Every quantity is a multiple of it; null where any will do. */
  readonly step: Decimal | null;
  /** Every limit price is a multiple of it; null where any will do. */
  readonly tickSize: Decimal | null;
  /** The smallest order, as a quantity and as quantity × price, at the price decided on; null where there is no least. */
  readonly minimumQuantity: Decimal | null;
  readonly minimumNotional: Decimal | null;
  /** The fee for taking an offer, as a part of 1 of quantity × price, on top of it. */
  readonly feeRate: Decimal;
  /** How far above the price decided on may be paid, in hundredths of a percent. */
  readonly slippageBps: Decimal;
}

/** No minimum, no step, no fee and no slippage: what paper has where nothing is set. */
export const FREE_TERMS: Instrument = {
  pair: null,
  step: null,
  tickSize: null,
  minimumQuantity: null,
  minimumNotional: null,
  feeRate: ZERO,
  slippageBps: ZERO,
};

/** A coin that cannot be bought at the broker now. */
interface Unavailable {
  /** In words, for its decision. */
  readonly unavailable: string;
  /** Whether something is wrong, rather than that the broker does not have the coin: then the run says so. */
  readonly isProblem: boolean;
}

export type Terms = Instrument | Unavailable;

/** What is in an account at the broker. */
export interface Account {
  /** What can be spent, in the ledger's quote currency; null where nothing limits it, as on paper. */
  readonly spendable: Decimal | null;
  /** By the broker's name of a currency, such as "BTC". */
  readonly balances: ReadonlyMap<string, Balance>;
}

export interface Balance {
  readonly free: Decimal;
  /** Reserved by open orders, staked or lent. */
  readonly held: Decimal;
}

const BPS = new Decimal('0.0001');

/** The most that may be paid for one coin at a price decided on: rounded down to a tick, where there are ticks. */
export function highestPrice(price: Decimal, { slippageBps, tickSize }: Instrument): Decimal {
  const highest = price.times(slippageBps.times(BPS).plus(1));
  return tickSize ? highest.divToInt(tickSize).times(tickSize) : highest;
}

/** The most that one coin may cost at a price decided on, the fee included. */
export function highestCost(price: Decimal, terms: Instrument): Decimal {
  return highestPrice(price, terms).times(terms.feeRate.plus(1));
}

/** The terms of a coin. Throws where its broker was not asked for them. */
export function termsOf(all: ReadonlyMap<CoinId, Terms>, coin: CoinId): Terms {
  const terms = all.get(coin);
  if (!terms) throw new Error(`the broker was not asked on what terms ${coin} can be bought`);
  return terms;
}
