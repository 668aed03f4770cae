import { createHash } from 'node:crypto';
import { closeSync, fstatSync } from 'node:fs';
import * as v from 'valibot';
import { configError } from '../../../errors.js';
import { openToRead, readText } from '../../../runtime/read-text.js';
import type { Keys } from '../model.js';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** Ours, or what Coinbase gives to download. */
const keyFile = v.union([
  v.pipe(
    v.object({ key: text, secret: text }),
    v.transform(({ key, secret }) => keysOf(key, secret)),
  ),
  v.pipe(
    v.object({ name: text, privateKey: text }),
    v.transform(({ name, privateKey }) => keysOf(name, privateKey)),
  ),
]);

const FORM = 'expected JSON with "key" and "secret", or the file with "name" and "privateKey" that Coinbase gives';

/** What the settings say of a key. */
export interface KeySettings {
  /** Absolute. */
  readonly keyFile: string | undefined;
  readonly apiKey: string | undefined;
  readonly secret: string | undefined;
}

/** The key that the settings name: the file's, or else their own. Throws a config error where there is none. */
export function readKeys({ keyFile, apiKey, secret }: KeySettings): Keys {
  if (keyFile !== undefined) return readKeyFile(keyFile);
  if (apiKey !== undefined && secret !== undefined) return keysOf(apiKey, secret);
  const missing = apiKey === undefined ? 'API key' : 'secret of the API key';
  const names = 'CRYPTO_BOT_EXCHANGE_API_KEY and CRYPTO_BOT_EXCHANGE_API_SECRET';
  throw configError(`there is no ${missing} of the exchange: set exchange.key_file, or ${names}`);
}

/** What a ledger remembers of a key: the same for the same key, and nothing that it could be made from. */
export function hashOfKey({ apiKey }: Keys): string {
  return createHash('sha256').update(apiKey).digest('hex');
}

/** Reads a key from a file that nobody but its owner, who is us, may read. Throws a config error that holds nothing of it. */
export function readKeyFile(file: string): Keys {
  const content = readPrivately(file);
  const parsed = v.safeParse(keyFile, parsedJson(content));
  if (!parsed.success) throw configError(`the key file ${file} has no key: ${FORM}`);
  return parsed.output;
}

/** A key from texts that may have their lines' ends written as backslash and n, as an environment does. */
export function keysOf(apiKey: string, secret: string): Keys {
  return { apiKey: apiKey.trim(), secret: secret.replaceAll('\\n', '\n').trim() };
}

function readPrivately(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openToRead(file);
    const { mode, uid } = fstatSync(descriptor); // of the file that is open, which cannot be exchanged any more
    if ((mode & 0o177) !== 0)
      throw configError(`the key file ${file} may be read by others than its owner: chmod 600 ${file}`);
    if (process.getuid && uid !== process.getuid())
      throw configError(`the key file ${file} belongs to another user: chown it to the one that runs crypto-bot`);
    return readText(descriptor);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    throw configError(`the key file ${file} cannot be read (${error.code}): check exchange.key_file`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
