import { explained } from '../explained.js';
import type { Kind } from '../kind.js';
import { visible } from '../text.js';

/** The address of a service on the web, without a slash at its end. It may have a user, a password and parameters. */
export const serviceUrl: Kind<string> = explained({
  expected: 'an http:// or https:// address',
  example: 'https://api.coingecko.com/api/v3',
  read: (text, refuse) => {
    const isUrl = /^https?:\/\/[^#]+$/.test(text) && visible(text) === text && URL.canParse(text);
    if (!isUrl || !isEscaped(new URL(text))) return refuse();
    if (/\/\/[^/?]*[/?].*@/.test(text))
      return refuse('an @ after its host must be %40; in a password / is %2F and ? is %3F');
    return text.replace(/\/+(?=$|\?)/, '');
  },
  print: (url) => url,
});

/** What of such an address is secret, or may be. */
export function secretsOfUrl(text: string): string[] {
  const { username, password, searchParams } = new URL(text);
  return [decodeURIComponent(username), decodeURIComponent(password), ...searchParams.values()].filter(
    (it) => it !== '',
  );
}

/** The same of an address that must stay secret as a whole, since its path lets one write there. */
export function secretsOfSecretUrl(text: string): string[] {
  const { pathname, search } = new URL(text);
  return [...(pathname === '/' ? [] : [`${pathname}${search}`, pathname]), ...secretsOfUrl(text)];
}

function isEscaped({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
