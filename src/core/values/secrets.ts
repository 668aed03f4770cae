/** What is shown in place of a secret. */
export const MASK = '***';

/**
 * Replaces secrets in the words of others, who may echo them: as they are, escaped for a URL, in hexadecimal and in base64,
 * alone or inside something longer. A short secret may be a part of ordinary words, so it is replaced where it stands alone.
 */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  const longestFirst = secrets.filter((it) => it !== '').sort((a, b) => b.length - a.length); // one may be a part of another
  const patterns = longestFirst.flatMap((secret) => [...patternsOf(secret)]);
  return patterns.reduce((masked, pattern) => masked.replaceAll(pattern, MASK), text);
}

const SHORT = 8;
const WORD = '[\\p{L}\\p{N}]';

function* patternsOf(secret: string): Generator<RegExp> {
  const bytes = new TextEncoder().encode(secret);
  const hexadecimal = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (const form of new Set([secret, encodeURIComponent(secret), hexadecimal])) {
    yield new RegExp(form.length < SHORT ? alone(form) : escaped(form), 'giu');
  }
  for (const offset of [0, 1, 2]) yield* base64At(offset, bytes);
}

/** Where no word goes on before or behind it. */
function alone(form: string): string {
  const before = /^[\p{L}\p{N}]/u.test(form) ? `(?<!${WORD})` : '';
  const behind = /[\p{L}\p{N}]$/u.test(form) ? `(?!${WORD})` : '';
  return `${before}${escaped(form)}${behind}`;
}

/** The base64 of any text that has these bytes at such an offset from a multiple of 3: what is the same in all, and the characters beside it. */
function* base64At(offset: number, bytes: Uint8Array): Generator<RegExp> {
  const binary = String.fromCharCode(...new Uint8Array(offset), ...bytes);
  const same = btoa(binary).slice(Math.ceil((offset * 8) / 6), Math.floor((binary.length * 8) / 6));
  if (same.length < SHORT) return;
  const digits = same.replaceAll(/[+-]/g, '[+-]').replaceAll(/[/_]/g, '[/_]');
  yield new RegExp(`[\\w+/-]{0,${offset}}${digits}[\\w+/-]?={0,2}`, 'g');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
