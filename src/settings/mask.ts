/** What stands for a secret. */
export const MASK = '***';

/** Masks what may be a password in an address: after the user's name, or among its parameters. */
export function maskPasswords(text: string): string {
  return text.replace(/^(\w+:\/\/[^:/?#@]*:).*@/s, `$1${MASK}@`).replaceAll(/([?&]\w*password=)[^&#]*/gi, `$1${MASK}`);
}

/** The passwords in an address, as written, as decoded and as escaped: wherever they turn up they must be masked. */
export function secretsIn(address: string): string[] {
  const ofUser = /^\w+:\/\/[^:/?#@]*:([^/?#]*)@/.exec(address) ?? /^\w+:\/\/[^:/?#@]*:(.*)@/s.exec(address);
  const ofParameters = [...address.matchAll(/[?&]\w*password=([^&#]*)/gi)].map(([, password = '']) => password);
  const written = [ofUser?.[1] ?? '', ...ofParameters, ...ofParameters.map((it) => it.replaceAll('+', ' '))];
  const decoded = written.map(safelyDecoded);
  const all = new Set([...written, ...decoded, ...decoded.map(encodeURIComponent)]);
  return [...all].filter((secret) => secret !== '');
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
