import type { Config } from './config.js';
import { Decimal } from './core/money.js';
import type { Policy } from './core/plan.js';

/** What the configuration says to buy, and how much of it. */
export function policyOf({ rule, quantity, notional, maxMultiplier, step, minNotional }: Config): Policy {
  const amount = notional ? { notional } : { quantity: quantity ?? new Decimal(1) };
  return { strategy: rule, sizing: { ...amount, maxMultiplier, step, ...(minNotional && { minNotional }) } };
}
