import { CryptoBotError, ledgerError } from '../errors.js';

/**
 * For a commit that nothing was heard of: to do the same again may do it twice. `lookAt` is the command that shows whether
 * it was done.
 */
export function inDoubtError(error: CryptoBotError, lookAt: string): CryptoBotError {
  const [problem] = error.message.split(': ', 1);
  return ledgerError(`${problem}, and this may have been recorded: see "${lookAt}" before you do it again`, {
    cause: error,
  });
}

/** Whether it is one of those: no other has an expected failure as its cause. */
export function isInDoubt(error: unknown): boolean {
  return error instanceof CryptoBotError && error.cause instanceof CryptoBotError;
}
