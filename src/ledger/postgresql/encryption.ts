import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { configError } from '../../errors.js';
import { driverError } from '../prisma/driver-error.js';

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Parameters that would be of no effect without sslmode. */
const companions = ['ssl', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'];

/**
 * How to encrypt, or false for not at all, by the parameters of a database URL. sslmode means what it means to psql, but
 * for one thing: allow and prefer want encryption as require does, and never go without. Throws a config CryptoBotError for
 * a mode that is none, and for files that cannot be read.
 */
export function readEncryption(parameters: URLSearchParams): ConnectionOptions | false {
  const mode = parameters.get('sslmode');
  const companion = companions.find((it) => parameters.has(it));
  if (!mode && companion)
    throw configError(`${companion} of the database URL needs sslmode beside it, for example sslmode=verify-full`);
  if (mode && !modes.includes(mode))
    throw configError(`sslmode of the database URL must be one of ${modes.join(', ')}`);
  if (!mode || mode === 'disable') return false;

  const ca = readPem('sslrootcert', parameters);
  if (mode === 'verify-ca' && !ca)
    throw configError('sslmode=verify-ca needs the CA: add sslrootcert=/path/to/ca.pem, or use sslmode=verify-full');
  const files = { ca, cert: readPem('sslcert', parameters), key: readPem('sslkey', parameters) };
  if (mode === 'verify-full') return files;
  if (mode === 'no-verify' || !ca) return { ...files, rejectUnauthorized: false };
  return { ...files, checkServerIdentity: () => undefined };
}

function readPem(name: string, parameters: URLSearchParams): string | undefined {
  const file = parameters.get(name);
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw configError(`${name} of the database URL cannot be read (${driverError(error).code}): ${file}`, {
      cause: error,
    });
  }
}
