import { isObject } from '../../../core/decisions/codec.js';
import { midnightsReferredTo } from '../../../core/decisions/midnights.js';
import { safelyParsed } from '../../prisma/rows/rows.js';
import type { TableDatabase } from '../tables.js';

/**
 * What is wrong with the midnights that decisions refer to: each must be there, in the version that was seen. Nothing of
 * inputs that cannot be read: another check tells them. Memory is that of the midnights.
 */
export async function findMissingMidnights(database: TableDatabase): Promise<string[]> {
  const kept = new Set<string>();
  for await (const batch of database.stream('SELECT coin_id, day, version FROM daily_price'))
    for (const { coin_id, day, version } of batch) kept.add(`${coin_id} ${day} ${version}`);

  const problems: string[] = [];
  for await (const { tick, coin, midnights } of referringDecisions(database, 'true')) {
    const missing = midnights.find(({ day, version }) => !kept.has(`${coin} ${day} ${version}`));
    if (missing)
      problems.push(`decision ${tick} ${coin}: there is no daily_price of ${missing.day}, version ${missing.version}`);
  }
  return problems;
}

interface Referring {
  readonly tick: string;
  readonly coin: string;
  readonly midnights: readonly { readonly day: string; readonly version: number }[];
}

/** The decisions of which a condition in SQL is true, with the midnights that they refer to. The first version of the inputs has copies. */
export async function* referringDecisions(database: TableDatabase, condition: string): AsyncGenerator<Referring> {
  const select = `SELECT tick_id, coin_id, inputs FROM decision
    WHERE inputs NOT LIKE '{"version":1,%' AND inputs <> 'null' AND ${condition}`;
  for await (const batch of database.stream(select)) {
    for (const { tick_id, coin_id, inputs } of batch) {
      const json = safelyParsed(String(inputs));
      const midnights = (isObject(json) && midnightsReferredTo(json.dailyPrices)) || [];
      yield { tick: String(tick_id), coin: String(coin_id), midnights };
    }
  }
}

/** The versions of a day are numbered from 1. */
export const SELECT_GAPS = `SELECT 'daily_price ' || coin_id || ' ' || day || ': has ' || count(*) || ' versions, and the newest is ' || max(version) AS problem
  FROM daily_price GROUP BY coin_id, day HAVING count(*) <> max(version) OR min(version) <> 1`;
