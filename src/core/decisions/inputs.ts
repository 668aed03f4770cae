import { type Headroom, limits } from '../limits/caps.js';
import type { Gate, LastSeen } from '../limits/sanity.js';
import type { Sizing } from '../limits/sizing.js';
import type { CoinId, DailyPrice, Position, Quote } from '../model.js';
import type { Decimal } from '../money.js';
import { FREE_TERMS, type Instrument } from '../order/instrument.js';
import type { CoinView, Strategy } from '../strategies/strategy.js';
import { storedDecimal } from '../values/numbers/decimal.js';
import { day as dayKind } from '../values/times/day.js';
import { instant as instantKind } from '../values/times/instant.js';
import {
  byKind,
  type Codec,
  constant,
  defaultTo,
  dictionary,
  type Fields,
  flag,
  isObject,
  list,
  milliseconds,
  nullable,
  omitDefault,
  oneOf,
  optional,
  type Refuse,
  record,
  row,
  text,
  wholeNumber,
} from './codec.js';
import { type KeptMidnight, midnightsOf } from './midnights.js';

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
  readonly limits: readonly Headroom[];
  /** What earlier buys of the coin had carried forward. */
  readonly carried: Decimal;
  /** On what terms the broker let it be bought. */
  readonly terms: Instrument;
  /** Why it was not to be bought then, whatever the rule said; null when nothing spoke against it. */
  readonly heldBack: string | null;
}

const amount = byKind(storedDecimal);
const instant = byKind(instantKind);

/**
 * The versions of the document below. 1 says everything in full: it is what 1.0.0 kept, and what is published. 2 is what is
 * kept now: midnights are referred to, and groups of figures have no names. When a field is added, raise both, and give the
 * older versions its value.
 */
const IN_FULL = 1;
const SHORT = 2;
export const inputsVersions: readonly number[] = [IN_FULL, SHORT];

/** Inputs in JSON, as `why --json` prints them. */
export function encodeInputs(inputs: DecisionInputs): unknown {
  return { version: IN_FULL, ...Object(inputsOf(inputs.quote.coin, inFull(inputs.quote.coin)).encode(inputs)) };
}

/** Inputs in JSON, for the ledger: without the prices of those midnights that have the version it keeps. */
export function shortenInputs(inputs: DecisionInputs): unknown {
  const { coin } = inputs.quote;
  return {
    version: SHORT,
    ...Object(
      inputsOf(
        coin,
        short(coin, () => undefined),
      ).encode(inputs),
    ),
  };
}

/**
 * Reads what was recorded of a decision on a coin, in any version; `kept` has the midnights that it refers to, and `refuse`
 * is told the path of what is not as it was written.
 */
export function decodeInputs(coin: CoinId, json: unknown, kept: KeptMidnight, refuse: Refuse): DecisionInputs {
  const version = isObject(json) ? json.version : undefined;
  if (version === IN_FULL) return inputsOf(coin, inFull(coin)).decode(json, 'inputs', refuse);
  if (version === SHORT) return inputsOf(coin, short(coin, kept)).decode(json, 'inputs', refuse);
  return refuse('inputs.version', version);
}

/** 1.0.0 recorded none: it bought for nothing more than the price. */
const terms = record<Instrument>({
  pair: omitDefault(null, nullable(text)),
  step: omitDefault(null, nullable(amount)),
  tickSize: omitDefault(null, nullable(amount)),
  minimumQuantity: omitDefault(null, nullable(amount)),
  minimumNotional: omitDefault(null, nullable(amount)),
  feeRate: amount,
  slippageBps: amount,
});

/** How a version writes what takes most of the place. */
interface Form {
  readonly group: <Value extends object>(fields: Fields<Value>) => Codec<Value>;
  readonly time: Codec<Date>;
  readonly midnights: Codec<readonly DailyPrice[]>;
  readonly terms: Codec<Instrument>;
}

const inFull = (coin: CoinId): Form => ({
  group: record,
  time: instant,
  midnights: list(
    record<DailyPrice>({ coin: constant(coin), day: byKind(dayKind), price: amount, version: constant(undefined) }),
  ),
  terms: defaultTo(FREE_TERMS, terms),
});

const short = (coin: CoinId, kept: KeptMidnight): Form => ({
  group: row,
  time: milliseconds,
  midnights: midnightsOf(coin, kept),
  terms: omitDefault(FREE_TERMS, terms),
});

/** The document, a line for each input. The coin is the decision's own, so it is not repeated. */
const inputsOf = (coin: CoinId, { group, time, midnights, terms }: Form): Codec<DecisionInputs> =>
  record<DecisionInputs>({
    strategy: text,
    parameters: dictionary(text),
    sizing,
    quote: group<Quote>({
      coin: constant(coin),
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
      updatedAt: nullable(time),
      fetchedAt: time,
    }),
    dailyPrices: midnights,
    position: group<Position>({
      coin: constant(coin),
      buyCount: wholeNumber,
      quantity: amount,
      costBasis: amount,
    }),
    gate: group<Gate>({
      maxQuoteAgeMs: nullable(wholeNumber),
      maxJumpPercent: nullable(amount),
      maxRankLeap: nullable(wholeNumber),
    }),
    lastSeen: nullable(
      group<LastSeen>({ coin: constant(coin), price: amount, marketCapRank: nullable(wholeNumber), at: time }),
    ),
    limits: list(group<Headroom>({ limit: oneOf(limits), size: nullable(amount), left: amount, closed: flag })),
    carried: amount,
    terms,
    heldBack: omitDefault(null, nullable(text)),
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
