/** What stands for a secret. */
export const MASK = '***';

/** Masks what may be a password in an address: after the user's name, or among its parameters. */
export function maskPasswords(text: string): string {
  return text.replace(/^(\w+:\/\/[^:/?#@]*:).*@/s, `$1${MASK}@`).replaceAll(/([?&]\w*password=)[^&#]*/gi, `$1${MASK}`);
}
