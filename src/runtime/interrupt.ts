/**
 * Handles the first Ctrl-C by `handle`, which then ends the work. A second Ctrl-C ends the process at once. Returns a function
 * that restores the handlers there were before.
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
