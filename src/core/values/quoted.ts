import { shownUrl } from './addresses/shown-url.js';
import { visible } from './text.js';

const MOST_CHARACTERS = 100;

/**
 * A text from outside as a message repeats it: in quotes, on one line, with nothing invisible, and not long. Of a URL only
 * that is shown which is no secret.
 */
export function quoted(text: string): string {
  const shown = mayHoldPassword(text) ? shownUrl(text) : text;
  if (shown === null) return 'a URL, which is not repeated here';
  const characters = [...shown.slice(0, 2 * MOST_CHARACTERS + 1)];
  const isLong = characters.length > MOST_CHARACTERS;
  return visible(JSON.stringify(isLong ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : shown));
}

/** A text as one word of sh. */
export function quoteForShell(text: string): string {
  return /^[\w@+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** URLs, and what stands before the host in one: user:password@host. */
function mayHoldPassword(text: string): boolean {
  return text.includes('://') || /:.*@/s.test(text);
}
