import type { Kind } from './kind.js';
import { quoted } from './text.js';

/**
 * The one sentence about a text that its kind refuses: what it is, where it was written, and what is expected there. A text
 * of null is not shown, since it may hold a secret.
 */
export function problemOf(
  where: string,
  text: string | null,
  { expected, example }: Pick<Kind<never>, 'expected' | 'example'>,
): string {
  const found = text === null ? ':' : ` is ${quoted(text)}, but`;
  return `${where}${found} expected ${expected}, such as ${example}`;
}
