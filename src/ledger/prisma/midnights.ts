/** The midnights that are cached, in all their versions, and the way from a decision to those it was made from. */
import { join, sqltag as sql } from '@prisma/client/runtime/client';
import { isObject } from '../../core/decisions/codec.js';
import type { Decision } from '../../core/decisions/decision.js';
import { type KeptMidnight, midnightsReferredTo } from '../../core/decisions/midnights.js';
import type { CoinId, DailyPrice } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import type { Client, Transaction } from './database/database.js';
import { chunks, ROWS_PER_INSERT } from './database/statements.js';
import { amountReader, type Row, readDay, safelyParsed } from './rows/rows.js';

/** The newest version of each midnight of some coins from a day on, by coin and day. */
export async function loadDailyPrices(
  client: Client | Transaction,
  coins: readonly CoinId[],
  fromDay: string,
): Promise<DailyPrice[]> {
  const rows = await client.dailyPrice.findMany({
    where: { coinId: { in: [...coins] }, day: { gte: fromDay } },
    orderBy: [{ coinId: 'asc' }, { day: 'asc' }, { version: 'asc' }],
  });
  return rows.filter((row, index) => !isSameDay(row, rows[index + 1])).map(readDailyPrice);
}

/** Prisma takes fewer parameters than SQLite does. */
const COINS_PER_QUERY = 500;

function isSameDay(row: Row<'DailyPrice'>, other: Row<'DailyPrice'> | undefined): boolean {
  return other?.coinId === row.coinId && other.day === row.day;
}

function readDailyPrice({ coinId, day, version, price }: Row<'DailyPrice'>): DailyPrice {
  const id = `${coinId} ${day}`;
  const amount = amountReader('daily_price', id);
  return { coin: coinId, day: readDay('daily_price', id, day), price: amount('price', price), version };
}

/**
 * Adds midnights to the cache. One that is there with another price gets a new version; but a zero, which says that the
 * market has no price, never takes the place of one. Gives each with the version it now has.
 */
export async function saveDailyPrices(
  transaction: Transaction,
  fetched: readonly DailyPrice[],
): Promise<ReadonlyMap<string, DailyPrice>> {
  const [firstDay] = fetched.map(({ day }) => day).sort();
  if (firstDay === undefined) return new Map();
  const kept = new Map<string, DailyPrice>();
  for (const coins of chunks([...new Set(fetched.map(({ coin }) => coin))], COINS_PER_QUERY))
    for (const midnight of await loadDailyPrices(transaction, coins, firstDay))
      kept.set(midnightKey(midnight), midnight);
  const added: DailyPrice[] = [];
  for (const midnight of fetched) {
    const newest = kept.get(midnightKey(midnight));
    if (newest && (midnight.price.equals(newest.price) || midnight.price.isZero())) continue;
    const next = { ...midnight, version: (newest?.version ?? 0) + 1 };
    kept.set(midnightKey(next), next);
    added.push(next);
  }
  for (const chunk of chunks(added, ROWS_PER_INSERT)) {
    const rows = chunk.map(
      ({ coin, day, version, price }) => sql`(${coin}, ${day}, ${version}, ${toExactString(price)})`,
    );
    await transaction.$executeRaw`INSERT INTO daily_price (coin_id, day, version, price) VALUES ${join(rows)}`;
  }
  return kept;
}

/** What tells a midnight from others. */
export function midnightKey({ coin, day }: Pick<DailyPrice, 'coin' | 'day'>): string {
  return `${coin} ${day}`;
}

/**
 * A decision that names the versions of the midnights that its tick has fetched, so that they are referred to. Those before
 * the day of a pruning may be gone since the tick has read them, and are copied.
 */
export function referring(
  decision: Decision,
  saved: ReadonlyMap<string, DailyPrice>,
  prunedBefore: string | null,
): Decision {
  const { inputs } = decision;
  if (!inputs) return decision;
  const dailyPrices = inputs.dailyPrices.map((midnight) => {
    const { version, ...copy } = midnight;
    if (version !== undefined) return prunedBefore !== null && copy.day < prunedBefore ? copy : midnight;
    const kept = saved.get(midnightKey(midnight));
    return kept?.price.equals(midnight.price) ? kept : midnight;
  });
  return { ...decision, inputs: { ...inputs, dailyPrices } };
}

/** The midnights that some decisions refer to, by coin. */
export async function loadMidnights(
  client: Client | Transaction,
  decisions: readonly Row<'Decision'>[],
): Promise<(coin: CoinId) => KeptMidnight> {
  const referred = decisions.flatMap(({ coinId, inputs }) => midnightsIn(inputs).map(({ day }) => ({ coinId, day })));
  const days = referred.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return () => () => undefined;
  const rows = await client.dailyPrice.findMany({
    where: { coinId: { in: [...new Set(referred.map(({ coinId }) => coinId))] }, day: { gte: first, lte: last } },
  });
  const prices = new Map(rows.map((row) => [`${row.coinId} ${row.day} ${row.version}`, readDailyPrice(row).price]));
  return (coin) => (day, version) => prices.get(`${coin} ${day} ${version}`);
}

function midnightsIn(inputs: string) {
  const json = safelyParsed(inputs);
  return (isObject(json) && midnightsReferredTo(json.dailyPrices)) || [];
}
