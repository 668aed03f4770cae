import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { usageError } from '../../errors.js';

/** The name of standard input, as it is told and as it is given. */
const STDIN = '-';

/** How a file is named to people. */
export function nameOf(file: string): string {
  return file === STDIN ? 'standard input' : file;
}

/**
 * Opens a file, or standard input, as text in UTF-8 without a byte order mark; what is compressed by gzip is known by its
 * first two bytes. `sha256` is told the bytes. The stream fails with a usage CryptoBotError when there is no such file, or it is no text.
 */
export function openText(file: string, stdin: Readable, sha256: Hash): Readable {
  return Readable.from(textOf(file, stdin, sha256), { objectMode: false, encoding: 'utf8' });
}

async function* textOf(file: string, stdin: Readable, sha256: Hash): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const raw = file === STDIN ? stdin : createReadStream(file);
    for await (const bytes of plainBytes(hashed(raw, sha256))) {
      const text = decoder.decode(bytes, { stream: true });
      if (text.includes('\0')) throw new TypeError('a byte that no text has');
      if (text !== '') yield text;
    }
    decoder.decode();
  } catch (cause) {
    throw usageError(`${nameOf(file)}: ${describe(cause)}`);
  }
}

async function* hashed(raw: Readable, sha256: Hash): AsyncGenerator<Buffer> {
  for await (const bytes of raw) {
    sha256.update(bytes);
    yield bytes;
  }
}

/** The bytes that gzip compressed, or else the bytes as they are. */
async function* plainBytes(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  for (let next = await bytes.next(); ; next = await bytes.next()) {
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
    if (head.length >= 2) break;
  }
  async function* all() {
    yield head;
    yield* bytes;
  }
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  yield* isGzip ? pipeline(all(), createGunzip(), () => {}) : all(); // who reads it is told the error
}

/** Why a file cannot be read, in words that fit "FILE: …". */
function describe(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder, and a CSV file was expected';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (typeof code === 'string' && code.startsWith('Z_'))
    return 'it begins like gzip, but cannot be decompressed: it is damaged or cut off';
  if (cause instanceof TypeError) return 'it is no text in UTF-8, and a CSV file, plain or gzipped, was expected';
  return `it cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
}
