import type { Policy } from '../core/decisions/plan.js';
import type { Caps } from '../core/limits/caps.js';
import type { Gate } from '../core/limits/sanity.js';
import { DEFAULT_QUANTITY } from '../core/limits/sizing.js';
import type { Strategy } from '../core/strategies/strategy.js';
import type { UniverseRule } from '../core/universe.js';
import type { Values } from './settings.js';

const MINUTE_MS = 60_000;

/** Those that a tick depends on. */
type TickValues = Omit<Values, 'databaseUrl' | 'copyTo'>;

/** What the configuration says to buy, how much of it, within which limits and on what data. */
export function policyOf(config: TickValues & { readonly rule: Strategy }): Policy {
  const { rule, quantity, notional, maxMultiplier, step, minNotional } = config;
  const amount = notional ? { notional } : { quantity: quantity ?? DEFAULT_QUANTITY };
  return {
    strategy: rule,
    sizing: { ...amount, maxMultiplier, step, ...(minNotional && { minNotional }) },
    caps: capsOf(config),
    gate: gateOf(config),
  };
}

/** Which coins the configuration says a tick is about. */
export function universeOf(values: TickValues): UniverseRule {
  const { top, coins, include, exclude, excludeCategories, hysteresis, minMovementPercent } = values;
  return {
    top,
    coins: coins ?? null,
    include: include ?? [],
    exclude: exclude ?? [],
    excludeCategories: excludeCategories ?? [],
    hysteresis,
    minMovementPercent,
  };
}

function capsOf({
  capTick,
  capDay,
  capMonth,
  capCoin,
  capTotal,
}: Pick<Values, 'capTick' | 'capDay' | 'capMonth' | 'capCoin' | 'capTotal'>): Caps {
  return {
    ...(capTick && { tick: capTick }),
    ...(capDay && { day: capDay }),
    ...(capMonth && { month: capMonth }),
    ...(capCoin && { coin: capCoin }),
    ...(capTotal && { total: capTotal }),
  };
}

function gateOf(values: Pick<Values, 'maxQuoteAgeMinutes' | 'maxJumpPercent' | 'maxRankLeap'>): Gate {
  const { maxQuoteAgeMinutes, maxJumpPercent, maxRankLeap } = values;
  return {
    maxQuoteAgeMs: maxQuoteAgeMinutes === null ? null : maxQuoteAgeMinutes * MINUTE_MS,
    maxJumpPercent,
    maxRankLeap,
  };
}
