import { visible } from '../text.js';
import { postgresqlUrl, printPlace } from './postgresql-url.js';

const FORM =
  /^(?<scheme>[a-z][a-z\d+.-]*:\/\/)(?:[^/?#]*@)?(?<host>(?:[\p{L}\p{N}_.-]*|\[[\da-f:.]+\])(?::\d{1,5})?)(?<path>\/[^?#@]*)?(?:[?#][^@]*)?$/iu;

/**
 * How every URL from outside is shown: scheme, host, port and path, and nothing of user, password and parameters. Null for
 * what cannot be read as one: any part of it may be a secret.
 */
export function shownUrl(text: string): string | null {
  if (/^postgres(ql)?:/i.test(text)) {
    const url = postgresqlUrl.parse(text);
    return url ? printPlace(url) : null;
  }
  const { scheme, host, path = '' } = FORM.exec(text)?.groups ?? {};
  return scheme === undefined ? null : visible(`${scheme}${host}${path}`);
}
