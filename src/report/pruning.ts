import { toJsonLine, toLines } from './format/lines.js';
import { counted } from './verification.js';

interface Pruned {
  readonly place: string;
  /** A UTC day. */
  readonly before: string;
  readonly decisions: number;
  readonly midnights: number;
  readonly bytes: number;
  readonly isDryRun: boolean;
}

/** What a pruning has deleted, or would delete. */
export function renderPruning({ place, before, decisions, midnights, bytes, isDryRun }: Pruned): string {
  const what = `${counted(decisions, 'decision')} before ${before} and ${counted(midnights, 'midnight')} that no other decision refers to`;
  const size = counted(bytes, 'byte');
  return isDryRun
    ? toLines([`Would delete from ${place} ${what}: ${size}.`, 'Nothing was changed.'])
    : toLines([`Deleted from ${place} ${what}: ${size}.`, 'Ticks, orders, fills and cash are as they were.']);
}

/** {"pruning":{ledger, before, decisions, midnights, bytes, dryRun}} */
export function renderPruningJson({ place, before, decisions, midnights, bytes, isDryRun }: Pruned): string {
  return toJsonLine({ pruning: { ledger: place, before, decisions, midnights, bytes, dryRun: isDryRun } });
}
