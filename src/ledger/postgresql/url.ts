import type { ClientConfig } from 'pg';
import {
  DEFAULT_SCHEMA,
  type PostgresqlUrl,
  postgresqlUrl,
  printPlace,
} from '../../core/values/addresses/postgresql-url.js';
import { problemOfSecret } from '../../core/values/problem.js';
import { configError } from '../../errors.js';
import { readEncryption } from './encryption.js';

export interface PostgresqlAddress {
  /** For the driver: with the password. What is undefined it takes from PGHOST, PGUSER and the like. */
  readonly connection: ClientConfig;
  readonly schema: string;
  /** For messages: no user, no password, no control characters. */
  readonly place: string;
  /** For psql, pg_dump and their like: without the password. */
  readonly urlOfTools: string;
}

/** Reads a URL of PostgreSQL for the driver. Throws a config CryptoBotError for one that is none, which is not repeated. */
export function parsePostgresqlUrl(text: string): PostgresqlAddress {
  const url = postgresqlUrl.parse(text);
  if (!url) throw configError(problemOfSecret('the database URL', text, postgresqlUrl));
  return {
    connection: readConnection(url),
    schema: url.schema,
    place: printPlace(url),
    urlOfTools: printForTools(url),
  };
}

/** The driver's own reading of a URL leaves some escapes in a database's name, and some encryption to chance. */
function readConnection({ user, password, host, port, database, parameters }: PostgresqlUrl): ClientConfig {
  return {
    user,
    password,
    host,
    port,
    database,
    application_name: parameters.application_name ?? 'crypto-bot',
    options: parameters.options,
    sslnegotiation: parameters.sslnegotiation === 'direct' ? 'direct' : undefined,
    ssl: readEncryption(parameters),
  };
}

/** Of what the driver and we take from a URL, libpq knows all but `schema`, one more parameter and one value. */
function printForTools(url: PostgresqlUrl): string {
  const { uselibpqcompat: _, sslmode, ...parameters } = url.parameters;
  const known = sslmode && ['allow', 'prefer', 'no-verify'].includes(sslmode) ? 'require' : sslmode;
  return postgresqlUrl.print({
    ...url,
    password: undefined,
    schema: DEFAULT_SCHEMA,
    parameters: { ...parameters, ...(known && { sslmode: known }) },
  });
}
