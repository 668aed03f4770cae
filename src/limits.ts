import type { Caps } from './core/caps.js';
import type { Gate } from './core/sanity.js';
import type { UniverseRule } from './core/universe.js';
import type { Values } from './settings.js';

/** The settings as the core takes them: which coins, how much of them at most, and on what data. */

const MINUTE_MS = 60_000;

export function capsOf({
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

export function gateOf(values: Pick<Values, 'maxQuoteAgeMinutes' | 'maxJumpPercent' | 'maxRankLeap'>): Gate {
  const { maxQuoteAgeMinutes, maxJumpPercent, maxRankLeap } = values;
  return {
    maxQuoteAgeMs: maxQuoteAgeMinutes === null ? null : maxQuoteAgeMinutes * MINUTE_MS,
    maxJumpPercent,
    maxRankLeap,
  };
}

export function universeOf(values: Values): UniverseRule {
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
