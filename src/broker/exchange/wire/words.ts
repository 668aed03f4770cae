import type { Keys } from '../model.js';

const MASK = '***';
const MOST_CHARACTERS = 200;

/** An exchange's words made fit for one line: no control characters, bounded. */
export function plainWords(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll(/\p{C}/gu, '').trim();
  const characters = [...line];
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…` : line;
}

/** What is secret in whatever text it turns up: an exchange may echo a request, with its signature or its token. */
const secretForms: readonly (readonly [RegExp, string])[] = [
  [/(signature=)[^&\s"']+/gi, `$1${MASK}`],
  [/((?:api-sign|api-key|x-mbx-apikey|cb-access-\w+)["']?\s*[:=]\s*["']?)[^\s"',]+/gi, `$1${MASK}`],
  [/(bearer\s+)[^\s"',]+/gi, `$1${MASK}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, MASK],
];

/** A text without the key, the secret, or anything that was made from them. */
export function maskSecrets(text: string, { apiKey, secret }: Keys): string {
  // A secret of several lines may be echoed line by line. A short line is no secret, such as the frame of a PEM file.
  const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length > 15 && !line.startsWith('-----'));
  const known = [secret, apiKey, ...lines].filter((it) => it !== '').sort((a, b) => b.length - a.length);
  const masked = known.reduce((shown, it) => shown.replaceAll(it, MASK), text);
  return secretForms.reduce((shown, [form, replacement]) => shown.replaceAll(form, replacement), masked);
}
