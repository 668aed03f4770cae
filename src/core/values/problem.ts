import type { Kind } from './kind.js';
import { quoted } from './quoted.js';

type Words = Pick<Kind<never>, 'expected' | 'example' | 'why'>;

/** The one sentence about a text that its kind refuses: what it is, where it was written, and what is expected there. */
export function problemOf(where: string, text: string, kind: Words): string {
  return `${where} is ${quoted(text)}, but ${wish(text, kind)}`;
}

/** The same sentence about a text that is not to be shown. */
export function problemOfSecret(where: string, text: string, kind: Words): string {
  return `${where}: ${wish(text, kind)}`;
}

function wish(text: string, { expected, example, why }: Words): string {
  return why?.(text) ?? `expected ${expected}, such as ${example}`;
}
