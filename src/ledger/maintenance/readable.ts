import { Decimal, type Decimal as DecimalValue } from '../../core/money.js';

/** An exact decimal as it is kept; null for anything else. */
export function readAmount(value: unknown): DecimalValue | null {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : null;
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What a damaged row says may be anything. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?').slice(0, 300);
}
