interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** What a failed command prints under --json. */
export function renderJsonError({ code, message, retryable }: Failure): string {
  return `${JSON.stringify({ error: { code, message, retryable } })}\n`;
}
