import { toJsonLine } from './format/lines.js';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** What a failed command prints under --json. */
export function renderJsonError({ code, message, retryable }: Failure): string {
  return toJsonLine({ error: { code, message, retryable } });
}
