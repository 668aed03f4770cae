import type { Decimal } from '../money.js';

/** On what terms a broker lets a coin be bought. Amounts are in the quote currency. */
export interface Instrument {
  /** What the broker trades, such as "BTC/EUR"; null on paper. */
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

/** A coin that the broker does not let be bought now. */
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

interface Balance {
  readonly free: Decimal;
  /** Bound by open orders, staked or lent. */
  readonly held: Decimal;
}
