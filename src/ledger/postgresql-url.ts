import { configError } from '../errors.js';

export interface PostgresqlAddress {
  /** For the driver: with the password. */
  readonly connectionString: string;
  readonly schema: string;
  /** For messages: no user, no password, no control characters. */
  readonly place: string;
}

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * Reads postgresql://user:password@host:5432/database?schema=…&sslmode=…; user and password may hold %-escapes. sslmode
 * means what it means to psql, but for one thing: allow and prefer want encryption as require does, and never go without.
 */
export function parsePostgresqlUrl(text: string): PostgresqlAddress {
  const url = parse(text);
  const schema = url.searchParams.get('schema') || 'public';
  if (!/^[\p{L}\p{N}_-]{1,63}$/u.test(schema))
    throw configError('schema of the database URL must be letters, digits, "_" and "-", for example schema=crypto_bot');
  url.searchParams.delete('schema'); // Prisma's own parameter: not the server's
  const host = url.searchParams.get('host') ?? url.host;
  const place = new URL(`postgresql://${encodeURI(host)}${url.pathname}`);
  if (schema !== 'public') place.searchParams.set('schema', schema);

  const sslMode = url.searchParams.get('sslmode');
  if (sslMode !== null) {
    if (!sslModes.includes(sslMode))
      throw configError(`sslmode of the database URL must be one of ${sslModes.join(', ')}`);
    if (sslMode === 'verify-ca' && !url.searchParams.has('sslrootcert'))
      throw configError('sslmode=verify-ca needs the CA: add sslrootcert=/path/to/ca.pem, or use sslmode=verify-full');
    if (sslMode === 'allow') url.searchParams.set('sslmode', 'prefer');
    if (sslMode === 'no-verify') url.searchParams.set('sslmode', 'require');
    url.searchParams.set('uselibpqcompat', 'true'); // or pg takes "require" for "verify-full"
  }
  return { connectionString: url.href, schema, place: place.href };
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
  const { username, password, pathname } = new URL(text);
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}
