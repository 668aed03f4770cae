const CHUNK_LENGTH = 16_384;

/**
 * Joins short pieces to chunks that are worth a write. Nothing is yielded before the first chunk is full, so a source that
 * fails early has put nothing on stdout yet.
 */
export async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
