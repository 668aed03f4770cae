import { limits, type Room } from '../limits/caps.js';
import type { Gate, LastSeen } from '../limits/sanity.js';
import type { Sizing } from '../limits/sizing.js';
import type { CoinId, DailyPrice, Position, Quote } from '../model.js';
import type { Decimal } from '../money.js';
import type { CoinView, Strategy } from '../strategies/strategy.js';
import {
  amount,
  type Codec,
  dictionary,
  flag,
  instant,
  isObject,
  known,
  list,
  nullable,
  oneOf,
  optional,
  type Refuse,
  record,
  text,
  wholeNumber,
} from './codec.js';

/** Everything that one decision depends on: enough to decide it again. */
export interface DecisionInputs extends CoinView {
  /** The strategy's name. */
  readonly strategy: string;
  /** Its parameters, as exact texts. */
  readonly parameters: Strategy['parameters'];
  readonly sizing: Sizing;
  readonly gate: Gate;
  /** The coin as an earlier tick saw it. */
  readonly lastSeen: LastSeen | null;
  /** What caps and cash left at the coin's turn, or, if it had none, when the tick began. */
  readonly limits: readonly Room[];
  /** What earlier buys of the coin had carried forward. */
  readonly carried: Decimal;
}

/** The version of the document below. Raise it when a field is added, and give the older versions its value. */
export const INPUTS_VERSION = 1;

/** Inputs as they are recorded, in JSON. */
export function encodeInputs(inputs: DecisionInputs): unknown {
  return { version: INPUTS_VERSION, ...Object(inputsOf(inputs.quote.coin).encode(inputs)) };
}

/** Reads what was recorded of a decision on a coin; `refuse` is told the path of what is not as it was written. */
export function decodeInputs(coin: CoinId, json: unknown, refuse: Refuse): DecisionInputs {
  const version = isObject(json) ? json.version : undefined;
  return version === INPUTS_VERSION ? inputsOf(coin).decode(json, 'inputs', refuse) : refuse('inputs.version', version);
}

/** The document, a line for each input. The coin is the decision's own, so it is not repeated. */
const inputsOf = (coin: CoinId): Codec<DecisionInputs> =>
  record<DecisionInputs>({
    strategy: text,
    parameters: dictionary(text),
    sizing,
    quote: record<Quote>({
      coin: known(coin),
      symbol: text,
      name: text,
      price: amount,
      marketCap: nullable(amount),
      marketCapRank: nullable(wholeNumber),
      high24h: nullable(amount),
      low24h: nullable(amount),
      priceChange24h: nullable(amount),
      priceChangePercentage24h: nullable(amount),
      marketCapChange24h: nullable(amount),
      marketCapChangePercentage24h: nullable(amount),
      updatedAt: nullable(instant),
      fetchedAt: instant,
    }),
    dailyPrices: list(record<DailyPrice>({ coin: known(coin), day: text, price: amount })),
    position: record<Position>({
      coin: known(coin),
      buyCount: wholeNumber,
      quantity: amount,
      costBasis: amount,
    }),
    gate: record<Gate>({
      maxQuoteAgeMs: nullable(wholeNumber),
      maxJumpPercent: nullable(amount),
      maxRankLeap: nullable(wholeNumber),
    }),
    lastSeen: nullable(
      record<LastSeen>({ coin: known(coin), price: amount, marketCapRank: nullable(wholeNumber), at: instant }),
    ),
    limits: list(record<Room>({ limit: oneOf(limits), size: nullable(amount), left: amount, closed: flag })),
    carried: amount,
  });

const sizingFields = record<{
  quantity?: Decimal;
  notional?: Decimal;
  maxMultiplier?: Decimal;
  step?: Decimal;
  minNotional?: Decimal;
}>({
  quantity: optional(amount),
  notional: optional(amount),
  maxMultiplier: optional(amount),
  step: optional(amount),
  minNotional: optional(amount),
});

const sizing: Codec<Sizing> = {
  encode: sizingFields.encode,
  decode(json, path, refuse) {
    const { quantity, notional, ...rest } = sizingFields.decode(json, path, refuse);
    if (quantity) return { quantity, ...rest };
    return notional ? { notional, ...rest } : refuse(`${path}.notional`, notional);
  },
};
