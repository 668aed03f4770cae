import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The text, in UTF-8, of a file that somebody names: by its name, or open already. It is read to its end, but a device such as
 * /dev/zero has none, so more than a million bytes are refused with the code EFBIG: settings, keys and certificates take far
 * less. Throws the file system's error.
 */
export function readText(file: string | number): string {
  const descriptor = typeof file === 'number' ? file : openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let bytes = 0; ; ) {
      const chunk = Buffer.alloc(65_536);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      bytes += read;
      if (bytes > MOST_BYTES) throw Object.assign(new Error('EFBIG: file too large, read'), TOO_LARGE);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    if (descriptor !== file) closeSync(descriptor);
  }
}

export const MOST_BYTES = 1_000_000;

const TOO_LARGE = { code: 'EFBIG', syscall: 'read' };
