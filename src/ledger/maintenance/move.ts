import { CryptoBotError, configError } from '../../errors.js';
import { isInDoubt } from '../in-doubt.js';
import { MOVED_TO } from '../moved.js';
import { type CopyProgress, copyLedger } from './copy.js';
import { putSetting, readSetting, removeSetting } from './setting.js';
import type { TableDatabase } from './tables.js';

/**
 * Copies a ledger as `copyLedger` does, and marks the source as moved: no run writes into it from then on. The mark comes first, so
 * that no purchase is made in the source after the copy has begun, whatever dies. A copy that is known to have failed takes
 * its mark back; where that is not known, the mark stays. Throws a config CryptoBotError when the target is not empty, and
 * when the source was moved to another place: two ledgers would go on from it.
 */
export async function moveLedger(
  source: TableDatabase,
  target: TableDatabase,
  at: Date,
  onProgress: (progress: CopyProgress) => void,
): Promise<Record<string, number>> {
  const movedBefore = await source.write(async () => {
    const before = await refuseMovedElsewhere(source, target.place);
    await putSetting(source, { name: MOVED_TO, value: target.place, at });
    return before;
  });
  try {
    return await copyLedger(source, target, onProgress);
  } catch (error) {
    if (movedBefore === null && !isInDoubt(error)) await source.write(() => removeSetting(source, MOVED_TO));
    if (movedBefore === target.place && error instanceof CryptoBotError && error.code === 'config')
      throw configError(
        `${source.place} was moved to ${target.place} already: name that one with database_url in the config file`,
        { cause: error },
      );
    throw error;
  }
}

/**
 * Where a ledger was moved to before: nowhere (null), or to this place, as messages name it. Throws a config CryptoBotError when
 * it was moved to another one.
 */
export async function refuseMovedElsewhere(source: TableDatabase, place: string): Promise<string | null> {
  const before = await readSetting(source, MOVED_TO);
  if (before === null || before === place) return before;
  throw configError(
    `${source.place} was moved to ${before} already: name that one with database_url in the config file. ` +
      'If that one is lost, repeat crypto-bot copy without --move',
  );
}
