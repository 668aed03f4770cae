import type { Config } from './config.js';
import { Decimal } from './core/money.js';
import type { Policy } from './core/plan.js';
import { strategies } from './core/strategies/index.js';

/** What the configuration says to buy, and how much of it. */
export function policyOf({ strategy, quantity, notional }: Pick<Config, 'strategy' | 'quantity' | 'notional'>): Policy {
  const rule = strategies[strategy];
  if (!rule) throw new Error(`the strategy ${strategy} was accepted but is not there`);
  return { strategy: rule, sizing: notional ? { notional } : { quantity: quantity ?? new Decimal(1) } };
}
