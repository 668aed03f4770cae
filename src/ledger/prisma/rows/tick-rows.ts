import type { Tick } from '../../../core/model.js';
import { type Row, readTime } from './rows.js';

export function readTick({
  id,
  slot,
  market,
  quoteCurrency,
  strategy,
  startedAt,
}: Omit<Row<'Tick'>, 'sequence'>): Tick {
  const time = readTime('tick', id, 'started_at', startedAt);
  return { id, slot, market, quoteCurrency, strategy, startedAt: time };
}
