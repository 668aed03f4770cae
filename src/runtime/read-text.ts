import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The text, in UTF-8, of a file that somebody names: by its name, or open already. It is read to its end, but a device such as
 * /dev/zero has none, so more than a million bytes are refused with the code EFBIG: settings, keys and certificates take far
 * less. A pipe that brings nothing within ten seconds, or is empty, has the code ENODATA. Throws the file system's error.
 */
export function readText(file: string | number): string {
  const descriptor = typeof file === 'number' ? file : openToRead(file);
  try {
    const chunks: Buffer[] = [];
    for (let bytes = 0; ; ) {
      const chunk = Buffer.alloc(65_536);
      const read = readInto(descriptor, chunk);
      if (read === 0 && bytes === 0 && fstatSync(descriptor).isFIFO()) throw nothingRead();
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      bytes += read;
      if (bytes > MOST_BYTES) throw Object.assign(new Error('EFBIG: file too large, read'), TOO_LARGE);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    if (descriptor !== file) closeSync(descriptor);
  }
}

/** Opens a file for reading. A pipe is opened at once, also where nobody writes into it: a process that waits there hears no signal. */
export function openToRead(file: string): number {
  return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
}

export const MOST_BYTES = 1_000_000;

const TOO_LARGE = { code: 'EFBIG', syscall: 'read' };

/** Waits for what a pipe has not brought yet. */
function readInto(descriptor: number, chunk: Buffer): number {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      if (waited >= MOST_WAITING_MS) throw nothingRead();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

const PAUSE_MS = 20;

const MOST_WAITING_MS = 10_000;

function nothingRead(): Error {
  return Object.assign(new Error('ENODATA: no data available, read'), { code: 'ENODATA', syscall: 'read' });
}
