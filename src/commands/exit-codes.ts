/** What a number says that the program ends with. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Of commands that look for trouble. */
export const NEEDS_A_PERSON = 6;

/** Those of every command. */
export const generalExitCodes: ExitCodes = {
  0: 'done, nothing to do, or already recorded',
  1: 'a bug',
  2: 'wrong usage or configuration, or a report that cannot be written',
  3: 'market data unavailable for some or all coins (the others are recorded)',
  4: 'the broker failed (the plan is kept, the next run settles it)',
  5: 'the ledger is unavailable or busy, or verify found it not in order',
  130: 'stopped by Ctrl-C; nothing is half-written',
  143: 'stopped by SIGTERM; likewise',
};
