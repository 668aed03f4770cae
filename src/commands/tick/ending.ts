import { CryptoBotError, exitCodes } from '../../errors.js';

/** How a run ended. */
export interface Ending {
  readonly exitCode: number;
  /** The first that went wrong. */
  readonly problem: string | null;
  /** What there was to print. */
  readonly report: string;
}

const A_BUG = 1;

/** How a run ends that throws. What an error says is told outside, so no secret is left in it. */
export function endingOf(error: unknown, report: string, redact: (text: string) => string): Ending {
  const exitCode = error instanceof CryptoBotError ? exitCodes[error.code] : A_BUG;
  const problem = redact(error instanceof Error ? error.message : String(error));
  return { exitCode, problem, report: report === '' ? problem : report };
}
