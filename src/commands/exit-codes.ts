/** What a number says that the program ends with. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Those of a command beside the general ones, and null for those of them that it never ends with. */
export type OwnExitCodes = Readonly<Record<number, string | null>>;

/** Of commands that look for trouble. */
export const NEEDS_A_PERSON = 6;

/** Those that a command without a ledger never ends with. */
export const WITHOUT_LEDGER: OwnExitCodes = { 3: null, 4: null, 5: null };

/** Those of every command, unless it says otherwise. */
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
