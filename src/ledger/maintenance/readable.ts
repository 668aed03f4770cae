import type { Decimal } from '../../core/money.js';
import { storedDecimal } from '../../core/values/numbers/decimal.js';
import { visible } from '../../core/values/text.js';

/** An exact decimal as it is kept; null for anything else. */
export function readAmount(value: unknown): Decimal | null {
  return typeof value === 'string' ? (storedDecimal.parse(value) ?? null) : null;
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What a damaged row says may be anything. */
export function legible(text: string): string {
  return visible(text.slice(0, 300));
}
