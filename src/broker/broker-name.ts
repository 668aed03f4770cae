const SANDBOX = '-sandbox';

/** What a ledger remembers an exchange by: its test system is another broker. */
export function nameOfBroker(exchange: string, { isSandbox }: { readonly isSandbox: boolean }): string {
  return isSandbox ? `${exchange}${SANDBOX}` : exchange;
}

/** Whether that is the name of a test system; null is paper. */
export function isNameOfSandbox(name: string | null): boolean {
  return name?.endsWith(SANDBOX) ?? false;
}
