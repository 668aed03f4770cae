import { parsePostgresqlUrl } from './postgresql-url.js';

/** The command that backs up a ledger in PostgreSQL, to be pasted into a shell. Without the password, which others could see there. */
export function pgDumpCommand(databaseUrl: string, file: string): string {
  const { urlOfTools, schema } = parsePostgresqlUrl(databaseUrl);
  const options = ['--format=custom', `--schema=${schema}`, `--file=${file}`, urlOfTools];
  return `pg_dump ${options.map(quoted).join(' ')}`;
}

function quoted(argument: string): string {
  return /^[\w./:=@%-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
