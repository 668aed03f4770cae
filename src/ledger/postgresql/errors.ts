import { plainText } from '../../core/values/text.js';
import { CryptoBotError, ledgerError } from '../../errors.js';
import { type DriverError, driverError } from '../prisma/database/driver-error.js';

/** By SQLSTATE, or the code of a failed system call: what to tell the reader. */
const problems: Readonly<Record<string, string>> = {
  '28000': 'refuses this user: check user, password and pg_hba.conf',
  '28P01': 'refuses this user or password: check DATABASE_URL',
  '3D000': 'has no such database: create it, or check DATABASE_URL',
  '42501': 'does not let this user do that: grant it rights on the schema and its tables',
  '3F000': 'does not let this user do that: grant it rights on the schema and its tables',
  '25006': 'only reads for this user (default_transaction_read_only): name a user who may write',
  STANDBY:
    'only reads, for it follows another server (a standby): name the primary server, or try again when it is one',
  '53100': 'cannot grow: its disk is full: free some space and try again',
  '53300': 'has too many connections: try again later',
  '55P03': 'is busy: another writer kept its lock for too long: try again',
  '57014': 'is busy: it took too long to answer: try again',
  P2028: 'is busy: it took too long to answer: try again', // Prisma ended the transaction
  XX001: 'is damaged: restore a backup with crypto-bot restore FILE',
  ENOTFOUND: 'cannot be found: check the host name in DATABASE_URL',
  EAI_AGAIN: 'cannot be found now: name resolution failed: try again',
};

const BUSY = new Set(['40001', '40P01', '53100', '53300', '55P03', '57014', 'P2028', 'EAI_AGAIN', 'STANDBY']);

/** As the driver makes its own. A standby may become the primary server at any time. */
export function standbyError(): Error {
  return Object.assign(new Error('the server is a standby'), { code: 'STANDBY', severity: 'FATAL' });
}

/** How much of a server's words a message has. */
const MOST_WORDS = 300;

/** Turns what PostgreSQL, the network and TLS refuse into ledger CryptoBotErrors of one line; our own errors pass. */
export function translatePostgresqlError(error: unknown, place: string): Error {
  if (error instanceof CryptoBotError) return error;
  const { code, message } = driverError(error);
  const failure = { code, message: plainText(message, MOST_WORDS) };
  const retryable = BUSY.has(failure.code) || isCut(failure);
  return ledgerError(`the database ${place} ${describe(failure)}`, { cause: error, retryable });
}

function describe(failure: DriverError): string {
  const known = problems[failure.code];
  if (known) return known;
  if (isCut(failure))
    return `cannot be reached (${failure.message || failure.code}): is it running, and the address right?`;
  if (/does not support SSL/.test(failure.message))
    return 'offers no encryption: set sslmode=disable if you trust the network';
  if (/client password must be/.test(failure.message)) return 'wants a password: put it into DATABASE_URL';
  if (failure.code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `has a certificate for another name (${failure.message}): name the host as its certificate does, or use sslmode=verify-ca`;
  if (failure.code === 'CERT_HAS_EXPIRED' || failure.code === 'CERT_NOT_YET_VALID')
    return `has a certificate that is not valid now (${failure.message}): renew it, or set the clock`;
  if (/certificate/i.test(failure.message))
    return `has a certificate that is not trusted (${failure.message}): name its CA with sslrootcert=/path/to/ca.pem`;
  return `failed: ${failure.message || failure.code}`;
}

/** Whether the same may well succeed in a moment: the server went away or is full, a standby may become the primary, or two transactions were in each other's way. */
export function isPassing(error: unknown): boolean {
  const failure = driverError(error);
  return isCut(failure) || ['40001', '40P01', '53300', 'EAI_AGAIN', 'STANDBY'].includes(failure.code);
}

/** Whether nobody answered at the address: it may be a wrong one. */
export function isUnanswered(error: unknown): boolean {
  const { code, message } = driverError(error);
  return (
    /^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/.test(code) || /connection timeout/.test(message)
  );
}

/** Whether the connection is the problem, and not what was asked: it may have been done all the same. */
export function isDisconnected(error: unknown): boolean {
  return isCut(driverError(error));
}

/** Refused, cut, timed out, shut down or starting up. */
function isCut({ code, message }: DriverError): boolean {
  return DISCONNECTED_CODE.test(code) || DISCONNECTED_MESSAGE.test(message);
}

/** SQLSTATEs, system calls' codes, and Prisma's names for some of these. */
const DISCONNECTED_CODE =
  /^(08...|57P0[1-3]|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/;

/** The driver gives these no code. */
const DISCONNECTED_MESSAGE =
  /connection (terminated|ended|closed|error)|timeout exceeded when trying to connect|query read timeout|not queryable/i;
