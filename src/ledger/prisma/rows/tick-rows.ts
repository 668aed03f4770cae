import type { Decision } from '../../../core/decisions/decision.js';
import { decodePolicy, encodePolicy, type KeptPolicy } from '../../../core/decisions/kept-policy.js';
import type { Tick } from '../../../core/model.js';
import { type Row, readTime, refuseDamaged, safelyParsed } from './rows.js';

export function readTick({
  id,
  slot,
  market,
  quoteCurrency,
  strategy,
  startedAt,
}: Omit<Row<'Tick'>, 'sequence' | 'policy'>): Tick {
  const time = readTime('tick', id, 'started_at', startedAt);
  return { id, slot, market, quoteCurrency, strategy, startedAt: time };
}

/** What its decisions do not repeat; null where they say it themselves. */
export function readPolicy({ id, policy }: Pick<Row<'Tick'>, 'id' | 'policy'>): KeptPolicy | null {
  if (policy === null) return null;
  const refuse = refuseDamaged('tick', id);
  const json = safelyParsed(policy);
  return json === undefined ? refuse('policy', policy) : decodePolicy(json, refuse);
}

/** By what a tick made its decisions: all have the same. Null where none has inputs. */
export function policyOf(decisions: readonly Decision[]): KeptPolicy | null {
  return decisions.find(({ inputs }) => inputs)?.inputs ?? null;
}

export function tickRow(tick: Tick, sequence: number, policy: KeptPolicy | null): Row<'Tick'> {
  return { ...tick, sequence, policy: policy && JSON.stringify(encodePolicy(policy)) };
}
