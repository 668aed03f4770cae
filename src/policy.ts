import type { Config } from './config.js';
import type { Policy } from './core/plan.js';
import { DEFAULT_QUANTITY } from './core/sizing.js';
import { capsOf, gateOf } from './limits.js';

/** What the configuration says to buy, how much of it, within which limits and on what data. */
export function policyOf(config: Config): Policy {
  const { rule, quantity, notional, maxMultiplier, step, minNotional } = config;
  const amount = notional ? { notional } : { quantity: quantity ?? DEFAULT_QUANTITY };
  return {
    strategy: rule,
    sizing: { ...amount, maxMultiplier, step, ...(minNotional && { minNotional }) },
    caps: capsOf(config),
    gate: gateOf(config),
  };
}
