import type { EventName } from '../core/events.js';

/** A purchase, in exact decimals. The notional is quantity × price. */
export interface Bought {
  readonly coin: string;
  readonly quantity: string;
  readonly price: string;
  readonly notional: string;
}

/**
 * One thing to tell, the same for every service and at every try. It is kept as JSON until it is delivered, so all of it is
 * texts.
 */
export interface Message {
  readonly id: string;
  /** "test" is for `notify test`, which is about nothing. */
  readonly event: EventName | 'test';
  /** When it happened, ISO 8601 UTC. */
  readonly at: string;
  /** One line. */
  readonly title: string;
  /** At most MAX_LINES, none of them empty. */
  readonly lines: readonly string[];
  readonly tickId: string | null;
  readonly purchases: readonly Bought[];
  /** When its problem began, ISO 8601 UTC; null for a message about no problem. */
  readonly since: string | null;
}

/** With the title there are ten lines. More is not read on a telephone. */
export const MAX_LINES = 9;

const MAX_LINE_LENGTH = 240;

/** Lines as a message may have them: what is too long or too many is cut, and the last line says how many are left out. */
export function fitLines(lines: readonly string[]): string[] {
  const fitting = lines.map((line) => clip(line.replaceAll(/\s+/g, ' ').trim(), MAX_LINE_LENGTH)).filter(Boolean);
  if (fitting.length <= MAX_LINES) return fitting;
  const shown = fitting.slice(0, MAX_LINES - 1);
  return [...shown, `and ${fitting.length - shown.length} more`];
}

/** The title and the lines. */
export function textOf({ title, lines }: Pick<Message, 'title' | 'lines'>): string {
  return [title, ...lines].join('\n');
}

/** Cuts a text to so many UTF-16 units, never within a surrogate pair. "…" marks the cut. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A message from its JSON. Throws when it is none: only what we have written ourselves is read. */
export function readMessage(json: string): Message {
  const message: unknown = JSON.parse(json);
  if (!isMessage(message)) throw new Error(`this is no message: ${json.slice(0, 100)}`);
  return message;
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const texts = { id: null, event: null, at: null, title: null };
  const { lines, purchases, ...rest } = { lines: null, purchases: null, ...texts, ...value };
  const isText = (name: keyof typeof texts) => typeof rest[name] === 'string';
  return (['id', 'event', 'at', 'title'] as const).every(isText) && Array.isArray(lines) && Array.isArray(purchases);
}
