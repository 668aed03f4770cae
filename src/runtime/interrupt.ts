/**
 * Hands Ctrl-C to someone who then comes to an end by himself; a second Ctrl-C ends the process at once. Returns what gives
 * it back to whoever had it.
 */
export function takeInterrupt(handle: () => void): () => void {
  const others = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  process.once('SIGINT', handle);
  return () => {
    process.removeListener('SIGINT', handle);
    for (const other of others) process.once('SIGINT', other);
  };
}
