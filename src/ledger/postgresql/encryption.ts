import type { ConnectionOptions } from 'node:tls';
import { fileParameters, type Parameters } from '../../core/values/addresses/postgresql-url.js';
import { configError } from '../../errors.js';
import { readText } from '../../runtime/read-text.js';
import { driverError } from '../prisma/database/driver-error.js';

/** Parameters that would be of no effect without sslmode. */
const companions = ['ssl', ...fileParameters, 'sslnegotiation'] as const;

/**
 * How to encrypt, or false for not at all, by the parameters of a database URL. sslmode means what it means to psql, but
 * for one thing: allow and prefer want encryption as require does, and never go without. Throws a config CryptoBotError for
 * parameters that do not go together, and for files that cannot be read.
 */
export function readEncryption(parameters: Parameters): ConnectionOptions | false {
  const { sslmode } = parameters;
  const companion = companions.find((it) => parameters[it] !== undefined);
  if (!sslmode && companion)
    throw configError(`${companion} of the database URL needs sslmode beside it, for example sslmode=verify-full`);
  if (!sslmode || sslmode === 'disable') return false;

  const ca = readPem('sslrootcert', parameters);
  if (sslmode === 'verify-ca' && !ca)
    throw configError('sslmode=verify-ca needs the CA: add sslrootcert=/path/to/ca.pem, or use sslmode=verify-full');
  const files = { ca, cert: readPem('sslcert', parameters), key: readPem('sslkey', parameters) };
  if (sslmode === 'verify-full') return files;
  if (sslmode === 'no-verify' || !ca) return { ...files, rejectUnauthorized: false };
  return { ...files, checkServerIdentity: () => undefined };
}

function readPem(name: (typeof fileParameters)[number], parameters: Parameters): string | undefined {
  const file = parameters[name];
  if (file === undefined) return undefined;
  try {
    return readText(file);
  } catch (error) {
    throw configError(`${name} of the database URL cannot be read (${driverError(error).code}): ${file}`, {
      cause: error,
    });
  }
}
