/**
 * What can go wrong in ways the program expects. The message says what, where, and what to do, in one or two lines;
 * main.ts alone turns the code into an exit code.
 */
export type ErrorCode = 'usage' | 'config' | 'market-data' | 'broker' | 'ledger';

/** Documented in --help and the README. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  config: 2,
  'market-data': 3,
  broker: 4,
  ledger: 5,
};

export interface Details {
  readonly cause?: unknown;
  /** Whether the same command may well succeed later with nothing changed. */
  readonly retryable?: boolean;
}

export class CryptoBotError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, { cause, retryable = false }: Details = {}) {
    super(message, { cause });
    this.name = 'CryptoBotError';
    this.code = code;
    this.retryable = retryable;
  }
}

export const usageError = (message: string) => new CryptoBotError('usage', message);
export const configError = (message: string, details?: Details) => new CryptoBotError('config', message, details);
export const marketError = (message: string, details?: Details) => new CryptoBotError('market-data', message, details);
export const brokerError = (message: string, details?: Details) => new CryptoBotError('broker', message, details);
export const ledgerError = (message: string, details?: Details) => new CryptoBotError('ledger', message, details);
