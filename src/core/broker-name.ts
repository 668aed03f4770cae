const SANDBOX = '-sandbox';

/** What a ledger remembers an exchange by: its test system is another broker. */
export function nameOfBroker(exchange: string, { isSandbox }: { readonly isSandbox: boolean }): string {
  return isSandbox ? `${exchange}${SANDBOX}` : exchange;
}

/** The settings of a broker that differ from those of another one, in words: "broker to kraken". */
export function settingsOf(name: string, other: string): string {
  const [exchange, otherExchange] = [name, other].map((it) => it.replace(SANDBOX, ''));
  const isSandbox = isNameOfSandbox(name);
  return [
    ...(exchange === otherExchange ? [] : [`broker to ${exchange}`]),
    ...(isSandbox === isNameOfSandbox(other) ? [] : [`exchange.sandbox to ${isSandbox}`]),
  ].join(' and ');
}

/** Whether that is the name of a test system; null is paper. */
export function isNameOfSandbox(name: string | null): boolean {
  return name?.endsWith(SANDBOX) ?? false;
}
