import type { Gate } from '../limits/sanity.js';
import type { Sizing } from '../limits/sizing.js';
import type { Decimal } from '../money.js';
import type { Strategy } from '../strategies/strategy.js';
import { storedDecimal } from '../values/numbers/decimal.js';
import {
  byKind,
  type Codec,
  dictionary,
  type Fields,
  nullable,
  optional,
  type Refuse,
  record,
  row,
  text,
  wholeNumber,
} from './codec.js';

/** By what a tick decides on all its coins: the ledger keeps it once with the tick, and not with each decision. */
export interface KeptPolicy {
  /** The strategy's name. */
  readonly strategy: string;
  /** Its parameters, as exact texts. */
  readonly parameters: Strategy['parameters'];
  readonly sizing: Sizing;
  readonly gate: Gate;
}

const amount = byKind(storedDecimal);

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

/** Its fields, with `group` for a group of figures. */
export const policyFields = (group: <Value extends object>(fields: Fields<Value>) => Codec<Value>) =>
  ({
    strategy: text,
    parameters: dictionary(text),
    sizing,
    gate: group<Gate>({
      maxQuoteAgeMs: nullable(wholeNumber),
      maxJumpPercent: nullable(amount),
      maxRankLeap: nullable(wholeNumber),
    }),
  }) satisfies Fields<KeptPolicy>;

const policy = record<KeptPolicy>(policyFields(row));

/** In JSON, for the ledger. */
export function encodePolicy(inputs: KeptPolicy): unknown {
  return policy.encode(inputs);
}

/** Reads what was recorded; `refuse` is told the path of what is not as it was written. */
export function decodePolicy(json: unknown, refuse: Refuse): KeptPolicy {
  return policy.decode(json, 'policy', refuse);
}
