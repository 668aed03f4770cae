import { type Headroom, limits } from '../limits/caps.js';
import type { LastSeen } from '../limits/sanity.js';
import type { CoinId, DailyPrice, Position, Quote } from '../model.js';
import { type Decimal, ZERO } from '../money.js';
import { FREE_TERMS, type Instrument } from '../order/instrument.js';
import type { CoinView } from '../strategies/strategy.js';
import { storedDecimal } from '../values/numbers/decimal.js';
import { day as dayKind } from '../values/times/day.js';
import { instant as instantKind } from '../values/times/instant.js';
import {
  byKind,
  type Codec,
  constant,
  defaultTo,
  type Fields,
  flag,
  isObject,
  list,
  milliseconds,
  nullable,
  omitDefault,
  oneOf,
  type Refuse,
  record,
  row,
  text,
  wholeNumber,
} from './codec.js';
import { type KeptPolicy, policyFields } from './kept-policy.js';
import { type KeptMidnight, midnightsOf } from './midnights.js';

/** Everything that one decision depends on: enough to decide it again. */
export interface DecisionInputs extends CoinView, KeptPolicy {
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
 * The versions of the document below. 1 says everything in full: it is what 1.0.0 kept, and what is published. In 2 midnights
 * are referred to, and groups of figures have no names. 3 is what is kept now: it also leaves out what the tick's policy says,
 * and what is as in most decisions. When a field is added, raise 1 and 3, and give the older versions its value.
 */
const IN_FULL = 1;
const SHORT = 2;
const SHORTEST = 3;
export const inputsVersions: readonly number[] = [IN_FULL, SHORT, SHORTEST];

/** What the ledger keeps of a decision beside its inputs: its midnights, and its tick's policy, where it has one. */
export interface Kept {
  readonly midnight: KeptMidnight;
  readonly policy: KeptPolicy | null;
}

/** Inputs in JSON, as `why --json` prints them. */
export function encodeInputs(inputs: DecisionInputs): unknown {
  return { version: IN_FULL, ...Object(inputsOf(inputs.quote.coin, inFull(inputs.quote.coin)).encode(inputs)) };
}

/** Inputs in JSON, for the ledger: without the prices of those midnights that have the version it keeps, and without what this policy says. */
export function shortenInputs(inputs: DecisionInputs, policy: KeptPolicy | null): unknown {
  const { coin } = inputs.quote;
  const form = shortest(coin, { midnight: () => undefined, policy });
  return { version: SHORTEST, ...Object(inputsOf(coin, form).encode(inputs)) };
}

/**
 * Reads what was recorded of a decision on a coin, in any version; `kept` is what it refers to, and `refuse` is told the path
 * of what is not as it was written.
 */
export function decodeInputs(coin: CoinId, json: unknown, kept: Kept, refuse: Refuse): DecisionInputs {
  const version = isObject(json) ? json.version : undefined;
  if (version === IN_FULL) return inputsOf(coin, inFull(coin)).decode(json, 'inputs', refuse);
  if (version === SHORT) return inputsOf(coin, short(coin, kept)).decode(json, 'inputs', refuse);
  if (version === SHORTEST) return inputsOf(coin, shortest(coin, kept)).decode(json, 'inputs', refuse);
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
  /** For a value that most decisions have: known where it is left out, or written always. */
  readonly usual: <Value>(value: Value, codec: Codec<Value>) => Codec<Value>;
  /** What is left out where a decision has it, too. */
  readonly policy: KeptPolicy | null;
}

const inFull = (coin: CoinId): Form => ({
  group: record,
  time: instant,
  midnights: list(
    record<DailyPrice>({ coin: constant(coin), day: byKind(dayKind), price: amount, version: constant(undefined) }),
  ),
  terms: defaultTo(FREE_TERMS, terms),
  usual: (_, codec) => codec,
  policy: null,
});

const short = (coin: CoinId, { midnight }: Kept): Form => ({
  ...inFull(coin),
  group: row,
  time: milliseconds,
  midnights: midnightsOf(coin, midnight),
  terms: omitDefault(FREE_TERMS, terms),
});

const shortest = (coin: CoinId, kept: Kept): Form => ({
  ...short(coin, kept),
  usual: omitDefault,
  policy: kept.policy,
});

/** The document, a line for each input. The coin is the decision's own, so it is not repeated. */
const inputsOf = (coin: CoinId, { group, time, midnights, terms, usual, policy }: Form): Codec<DecisionInputs> => {
  const { gate, ...rule } = withoutPolicy(policyFields(group), policy);
  return record<DecisionInputs>({
    ...rule,
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
    gate,
    lastSeen: usual(
      null,
      nullable(
        group<LastSeen>({ coin: constant(coin), price: amount, marketCapRank: nullable(wholeNumber), at: time }),
      ),
    ),
    limits: usual(
      [],
      list(group<Headroom>({ limit: oneOf(limits), size: nullable(amount), left: amount, closed: flag })),
    ),
    carried: usual(ZERO, amount),
    terms,
    heldBack: omitDefault(null, nullable(text)),
  });
};

function withoutPolicy(fields: ReturnType<typeof policyFields>, policy: KeptPolicy | null): Fields<KeptPolicy> {
  if (!policy) return fields;
  const { strategy, parameters, sizing, gate } = fields;
  return {
    strategy: omitDefault(policy.strategy, strategy),
    parameters: omitDefault(policy.parameters, parameters),
    sizing: omitDefault(policy.sizing, sizing),
    gate: omitDefault(policy.gate, gate),
  };
}
