import { parsePostgresqlUrl } from './postgresql-url.js';

/** The command that backs up a ledger in PostgreSQL, to be pasted into a shell. Without the password, which others could see there. */
export function pgDumpCommand(databaseUrl: string, file: string): string {
  const { connectionString, schema } = parsePostgresqlUrl(databaseUrl);
  const url = new URL(connectionString);
  url.password = '';
  url.searchParams.delete('uselibpqcompat'); // the driver's own
  url.searchParams.delete('password');
  const options = ['--format=custom', `--schema=${schema}`, `--file=${file}`, url.href];
  return `pg_dump ${options.map(quoted).join(' ')}`;
}

function quoted(argument: string): string {
  return /^[\w./:=@%-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
