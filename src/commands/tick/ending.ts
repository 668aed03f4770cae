import { CryptoBotError, exitCodes } from '../../errors.js';
import type { TickResult } from '../../tick.js';

/** How a run ended. */
export interface Ending {
  readonly exitCode: number;
  /** The first problem; null for none. */
  readonly problem: string | null;
  /** What there was to print. */
  readonly report: string;
}

const A_BUG = 1;

/** How a run ends whose tick was recorded, or found recorded. */
export function endingOfTick(
  { failures, problems }: TickResult,
  report: string,
  redact: (text: string) => string,
): Ending {
  const problem = [...failures, ...problems.map((it) => it.problem)][0] ?? null;
  const exitCode = failures.length > 0 ? exitCodes.broker : problems.length > 0 ? exitCodes['market-data'] : 0;
  return { exitCode, problem: problem && redact(problem), report };
}

/** How a run ends that throws an error. Services are told its message, so secrets in it are masked. */
export function endingOf(error: unknown, report: string, redact: (text: string) => string): Ending {
  const exitCode = error instanceof CryptoBotError ? exitCodes[error.code] : A_BUG;
  const problem = redact(error instanceof Error ? error.message : String(error));
  return { exitCode, problem, report: report === '' ? problem : report };
}
