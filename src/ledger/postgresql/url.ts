import type { ClientConfig } from 'pg';
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

/** Reads postgresql://user:password@host:5432/database?schema=…&sslmode=…; every part but the port may hold %-escapes. */
export function parsePostgresqlUrl(text: string): PostgresqlAddress {
  const url = parse(text);
  const parameters = url.searchParams;
  const schema = parameters.get('schema') || 'public';
  if (!/^[\p{L}\p{N}_-]{1,63}$/u.test(schema))
    throw configError('schema of the database URL must be letters, digits, "_" and "-", for example schema=crypto_bot');
  const place = new URL(`postgresql://${encodeURI(parameters.get('host') ?? url.host)}${url.pathname}`);
  if (schema !== 'public') place.searchParams.set('schema', schema);
  return { connection: readConnection(url), schema, place: place.href, urlOfTools: readUrlOfTools(url) };
}

function parse(text: string): URL {
  // A socket's folder comes as ?host=/var/run/postgresql, after a host that is empty.
  const url = URL.canParse(text) ? text : text.replace('@/', '@localhost/');
  if (!URL.canParse(url) || !isEscapedWell(url))
    throw configError(
      'the database URL cannot be read: it must look like postgresql://user:password@host:5432/database, with special characters %-escaped',
    );
  return new URL(url);
}

function isEscapedWell(text: string): boolean {
  const { username, password, host, pathname } = new URL(text);
  try {
    decodeURIComponent(username + password + host + pathname);
    return true;
  } catch {
    return false;
  }
}

/** The driver's own reading of a URL leaves some escapes in a database's name, and some encryption to chance. */
function readConnection(url: URL): ClientConfig {
  const parameters = url.searchParams;
  const decoded = (part: string) => decodeURIComponent(part) || undefined;
  const port = Number(parameters.get('port') || url.port);
  return {
    user: parameters.get('user') || decoded(url.username),
    password: parameters.get('password') || decoded(url.password),
    host: parameters.get('host') || decoded(url.hostname.replace(/^\[(.*)\]$/, '$1')),
    port: port || undefined,
    database: decoded(url.pathname.slice(1)),
    application_name: parameters.get('application_name') || 'crypto-bot',
    options: parameters.get('options') || undefined,
    sslnegotiation: parameters.get('sslnegotiation') === 'direct' ? 'direct' : undefined,
    ssl: readEncryption(parameters),
  };
}

/** Of what the driver and we take from a URL, libpq knows all but `schema`, two parameters and one value. */
function readUrlOfTools(url: URL): string {
  const plain = new URL(url);
  plain.password = '';
  for (const name of ['schema', 'password', 'uselibpqcompat']) plain.searchParams.delete(name);
  const mode = plain.searchParams.get('sslmode') ?? '';
  if (['allow', 'prefer', 'no-verify'].includes(mode)) plain.searchParams.set('sslmode', 'require');
  return plain.href;
}
