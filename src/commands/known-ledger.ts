import { ledgerError } from '../errors.js';
import type { Ledger, LedgerIdentity, Mode } from '../ledger/ledger.js';
import { MOVED_TO, movedError } from '../ledger/moved.js';
import { type KnownLedger, recallLedger, rememberLedger } from '../runtime/known-ledgers.js';
import type { Context, LedgerOpening } from './context.js';

interface Request extends LedgerOpening, Pick<Context, 'config' | 'log' | 'terminal'> {
  readonly mode: Mode;
  /** Where the ledger is, as messages name it. */
  readonly place: string;
  /** Gives null when there is none to read; calls `beforeNew` before it makes one. */
  readonly open: (beforeNew: () => void) => Promise<Ledger | null>;
}

/**
 * Opens a ledger and compares it with what the latest run of this user saw at its place, so that no purchase is made again
 * because of a wrong path, or a disk that is not mounted. Gives null when there is none to read, and says so.
 *
 * A ledger that was moved elsewhere is told on stderr when it is opened to read, and is a ledger CryptoBotError when it is opened
 * to write. A new ledger is told on stderr. Throws a ledger CryptoBotError, too, where there was another one, or one with more
 * ticks, unless the user says that this is meant. How the ledger is when it is closed will be remembered.
 */
export async function openKnownLedger({ mode, place, open, isQuiet, ...request }: Request): Promise<Ledger | null> {
  const { config, terminal } = request;
  const known = recallLedger(config.stateFolder, place);
  if (mode === 'read') {
    const ledger = await open(() => {});
    if (isQuiet) return ledger;
    const movedTo = ledger && (await ledger.loadSetting(MOVED_TO));
    if (movedTo) terminal.complain(movedError(movedTo).message);
    if (!ledger) terminal.complain(`there is no ledger at ${place}${known ? `, ${tellKnown(known)}` : ''}`);
    return ledger;
  }

  const isMeant = request.isNew === true || config.newLedger === 'always';
  const believed = isMeant ? null : known;
  let isNew = false;
  const ledger = await open(() => {
    if (believed) throw goneError(place, believed);
    if (request.mustExist) throw ledgerError(`there is no ledger at ${place}: check the name, and --db`);
    if (!isMeant && config.newLedger === 'never') throw noneError(place);
    isNew = true;
  });
  if (!ledger) return null;
  if (isNew) tellNew(place, request);
  try {
    const movedTo = await ledger.loadSetting(MOVED_TO);
    if (movedTo !== null) throw movedError(movedTo);
    refuseOther(place, believed, await ledger.loadIdentity());
  } catch (error) {
    await ledger.close();
    throw error;
  }
  return { ...ledger, close: () => remember(ledger, place, known, request).finally(ledger.close) };
}

function tellNew(place: string, { terminal, log }: Pick<Context, 'terminal' | 'log'>): void {
  const told = `a new ledger begins at ${place}`;
  log.info(told);
  terminal.complain(told);
}

function refuseOther(place: string, known: KnownLedger | null, found: LedgerIdentity | null): void {
  if (!known) return;
  const wrong = !found
    ? `the ledger at ${place} has no tick`
    : found.firstTick !== known.firstTick
      ? `the ledger at ${place} is another one: it began with the tick ${found.firstTick}`
      : found.ticks < known.ticks
        ? `the ledger at ${place} has ${ticks(found.ticks)}`
        : null;
  if (wrong)
    throw ledgerError(`${wrong}, ${tellKnown(known)}. Bring that one back; or say --new-ledger once, if this is meant`);
}

function goneError(place: string, known: KnownLedger) {
  return ledgerError(
    `there is no ledger at ${place}, ${tellKnown(known)}. Check the name, and whether its disk is there; or say --new-ledger once, to begin a new one`,
  );
}

function noneError(place: string) {
  return ledgerError(
    `there is no ledger at ${place}, and new_ledger is never: check the name, or say --new-ledger once, to begin one`,
  );
}

/** "where the run of 2026-11-22T22:21:12.951Z saw one with 5 ticks, that began with the tick …" */
function tellKnown({ at, ticks: count, firstTick }: KnownLedger): string {
  return `where the run of ${at} saw one with ${ticks(count)} that began with the tick ${firstTick}`;
}

function ticks(count: number): string {
  return count === 1 ? '1 tick' : `${count} ticks`;
}

/** A run does not fail where this cannot be remembered. */
async function remember(
  ledger: Ledger,
  place: string,
  known: KnownLedger | null,
  { config, log }: Pick<Context, 'config' | 'log'>,
): Promise<void> {
  try {
    const found = await ledger.loadIdentity();
    if (!found || (found.firstTick === known?.firstTick && found.ticks === known.ticks)) return;
    rememberLedger(config.stateFolder, { place, ...found, at: config.now.toISOString() });
  } catch (error) {
    log.info(`the ledger at ${place} is not remembered: ${error instanceof Error ? error.message : error}`);
  }
}
