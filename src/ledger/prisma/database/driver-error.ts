/** What the database itself said, wherever Prisma has put it. */
export interface DriverError {
  /** SQLite's extended result code, PostgreSQL's SQLSTATE, or the code of a failed system call; "" when there is none. */
  readonly code: string;
  readonly message: string;
}

/** Finds the driver's own error in one that came through Prisma, or takes a driver's error as it is. */
export function driverError(error: unknown): DriverError {
  const { meta, rawCode, code, message } = asRecord(error);
  const cause = asRecord(asRecord(asRecord(meta).driverAdapterError).cause);
  if (cause.originalMessage !== undefined)
    return { code: text(cause.originalCode), message: text(cause.originalMessage) };
  return { code: text(cause.kind ?? rawCode ?? code), message: lastLine(text(message)) };
}

/** The end of one of Prisma's messages is what happened; before it stand the query and the source around it. */
function lastLine(message: string): string {
  return message.trim().split('\n').at(-1)?.trim() ?? '';
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return value instanceof Object ? Object.fromEntries(ownEntries(value)) : {};
}

/** `message` and `cause` of an error are not enumerable. */
function ownEntries(value: object): [string, unknown][] {
  return Object.getOwnPropertyNames(value).map((name) => [name, Reflect.get(value, name)]);
}
