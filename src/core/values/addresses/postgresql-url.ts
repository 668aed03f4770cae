import { explained, type Refuse } from '../explained.js';
import { filePath } from '../file-path.js';
import type { Kind } from '../kind.js';
import { nearest } from '../nearest.js';
import { visible } from '../text.js';
import { type HostAndPort, isFolder, printHost, readHost } from './host.js';

/** A schema of a PostgreSQL database, and how to reach it. What is undefined the driver takes from PGHOST, PGUSER and the like. */
export interface PostgresqlUrl extends HostAndPort {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly schema: string;
  /** The parameters that it has beside these. */
  readonly parameters: Parameters;
}

/** Beside user, password, host, port and schema. */
const parameterNames = [
  'application_name',
  'options',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'ssl',
  'uselibpqcompat',
] as const;
export type Parameters = Readonly<Partial<Record<(typeof parameterNames)[number], string>>>;

/** The values of `sslmode`: src/ledger/postgresql/encryption.ts says what they mean. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;

/** The parameters that are paths of files. */
export const fileParameters = ['sslrootcert', 'sslcert', 'sslkey'] as const;

export const DEFAULT_SCHEMA = 'public';

/**
 * postgresql://user:password@host:5432/database?schema=…&sslmode=…; every part but the port may hold %-escapes. Why one is
 * refused is said without a word of it that may belong to a password.
 */
export const postgresqlUrl: Kind<PostgresqlUrl> = explained({
  expected: 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  example: 'postgresql://user:password@host:5432/database',
  read,
  print,
});

const FORM =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^/?#:]*)(?::(?<password>[^/?#]*))?@)?(?<host>[^/?#@]*)(?:\/(?<database>[^?#@]*))?(?:\?(?<search>[^#@]*))?$/i;

const FORMS =
  'it must look like postgresql://user:password@host:5432/database, with special characters %-escaped: @ as %40, / as %2F, ? as %3F, # as %23, % as %25';

function read(text: string, refuse: Refuse): PostgresqlUrl {
  if (visible(text) !== text || text.endsWith('@')) return refuse(FORMS);
  const parts = FORM.exec(text)?.groups ?? refuse(FORMS);
  const decoded = (part: string | undefined) => {
    try {
      return decodeURIComponent(part ?? '') || undefined;
    } catch {
      return refuse(FORMS);
    }
  };
  const { user, password, host, port, schema = DEFAULT_SCHEMA, ...others } = readParameters(parts.search ?? '', refuse);
  if (!/^[\p{L}\p{N}_-]{1,63}$/u.test(schema))
    return refuse('schema of the database URL must be letters, digits, "_" and "-", for example schema=crypto_bot');
  return {
    user: user ?? decoded(parts.user),
    password: password ?? decoded(parts.password),
    ...readHost(parts.host ?? '', { host, port }, refuse),
    database: decoded(parts.database),
    schema,
    parameters: checked(others, refuse),
  };
}

const names = ['schema', ...parameterNames, 'user', 'password', 'host', 'port'] as const;
type Name = (typeof names)[number];

/** Those that have a value. */
function readParameters(search: string, refuse: Refuse): Partial<Record<Name, string>> {
  const given: Partial<Record<Name, string>> = {};
  for (const [text, value] of new URLSearchParams(search)) {
    const name = names.find((it) => it === text);
    if (!name) return refuse(unknown(text));
    if (given[name] !== undefined) return refuse(`${name} of the database URL is there twice: leave one of them`);
    if (value !== '') given[name] = value;
  }
  return given;
}

function unknown(name: string): string {
  if (!/^\w{1,40}$/.test(name)) return FORMS;
  return `${name} is no parameter of a database URL${nearest(name.toLowerCase(), names) || `; it has ${names.join(', ')}`}`;
}

function checked(given: Parameters, refuse: Refuse): Parameters {
  const { sslmode } = given;
  if (sslmode !== undefined && !sslModes.some((it) => it === sslmode))
    return refuse(`sslmode of the database URL must be one of ${sslModes.join(', ')}`);
  for (const name of fileParameters) {
    const file = given[name];
    if (file !== undefined && filePath.parse(file) === undefined)
      return refuse(`${name} of the database URL must be ${filePath.expected}: ${filePath.why?.(file)}`);
  }
  return given;
}

/** How messages name it: without user, password, and parameters but host and schema. */
export function printPlace({ host, port, database, schema }: PostgresqlUrl): string {
  return print({ host, port, database, schema, user: undefined, password: undefined, parameters: {} });
}

function print(url: PostgresqlUrl): string {
  const { user, password, host, database, schema, parameters } = url;
  const escaped = (text: string | undefined) => encodeURIComponent(text ?? '');
  const login = password === undefined ? escaped(user) : `${escaped(user)}:${escaped(password)}`;
  const given = { ...(isFolder(host ?? '') && { host }), ...(schema !== DEFAULT_SCHEMA && { schema }), ...parameters };
  // Slashes stay as they are, so that the folder of a socket can be read.
  const search = Object.entries(given).map(([name, value]) => `${name}=${escaped(value).replaceAll('%2F', '/')}`);
  const path = database === undefined ? '' : `/${escaped(database)}`;
  return `postgresql://${login && `${login}@`}${printHost(url)}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
}
