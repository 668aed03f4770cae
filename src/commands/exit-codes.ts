/** What each exit code means. */
export type ExitCodes = Readonly<Record<number, string>>;

/** A command's own, beside the usual ones or in their place; null for a usual one that it never ends with. */
export type OwnExitCodes = Readonly<Record<number, string | null>>;

/** Of commands that look for trouble. */
export const NEEDS_A_PERSON = 6;

/** Those of every command, unless it says otherwise. */
export const usualExitCodes: ExitCodes = {
  0: 'done, or nothing to do',
  1: 'a bug',
  2: 'wrong usage or configuration, or a report that cannot be written',
  130: 'stopped by Ctrl-C; nothing is half-written',
  143: 'stopped by SIGTERM; likewise',
};

/** Those of commands that open the ledger of the settings, unless they say otherwise. */
export const ledgerExitCodes: ExitCodes = { 5: 'the ledger is unavailable or busy' };

/** Those of the program: all that its commands can end with. */
export const allExitCodes: ExitCodes = {
  ...usualExitCodes,
  0: 'done, nothing to do, or already recorded',
  3: 'market data unavailable for some or all coins (the others are recorded)',
  4: 'the broker failed (the plan is kept, the next run settles it)',
  5: 'the ledger is unavailable or busy, or verify found it not in order',
  [NEEDS_A_PERSON]: 'status, doctor, schedule or notify test: a person has to do something',
};
