import { parsePostgresqlUrl } from './url.js';

/** The command that backs up a ledger in PostgreSQL, to be pasted into a shell. Without the password, which others could see there. */
export function pgDumpCommand(databaseUrl: string, file: string): string {
  const { urlOfTools, schema } = parsePostgresqlUrl(databaseUrl);
  const options = ['--format=custom', `--schema=${pattern(schema)}`, `--file=${file}`, urlOfTools];
  return `pg_dump ${options.map(quoted).join(' ')}`;
}

/** The command that restores what that one has written, to be pasted likewise: in one transaction, in place of what is there. */
export function pgRestoreCommand(databaseUrl: string, file: string): string {
  const { urlOfTools } = parsePostgresqlUrl(databaseUrl);
  const options = ['--clean', '--if-exists', '--single-transaction', `--dbname=${urlOfTools}`, file];
  return `pg_restore ${options.map(quoted).join(' ')}`;
}

/** The schema as a pattern that matches nothing else: pg_dump takes capitals for small letters where there are no quotes. */
function pattern(schema: string): string {
  return /^[a-z0-9_-]+$/.test(schema) ? schema : `"${schema}"`;
}

function quoted(argument: string): string {
  return /^[\w./:=@%-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
