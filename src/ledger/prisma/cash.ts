/** The paper account. */
import { raw } from '@prisma/client/runtime/client';
import { type CashEntry, type CashMove, enterAdjustment, enterMove } from '../../core/limits/cash.js';
import { sum, toExactString } from '../../core/money.js';
import type { DayAmount } from '../../core/order/cost.js';
import type { OrderRecord } from '../../core/order/order.js';
import { otherCurrencyError, refusedMoveError } from '../market-check.js';
import type { Client, Database, Transaction } from './database/database.js';
import { wordColumns } from './rows/columns.js';
import { amountReader, type Row, readOneOf, readTime } from './rows/rows.js';

/** At most so many entries, the latest first. */
export async function loadCash({ client, tables }: Database, limit: number): Promise<CashEntry[]> {
  const rows = await client.$queryRaw<Row<'CashEntry'>[]>`
    SELECT id, sequence, kind, amount, balance, quote_currency AS "quoteCurrency", tick_id AS "tickId", at
    FROM ${raw(tables)}cash_entry ORDER BY sequence DESC LIMIT ${limit}`;
  return rows.map(readCashEntry);
}

/** The entry with the balance of now; null where nothing was ever entered. */
export async function loadLatestCash(client: Client | Transaction): Promise<CashEntry | null> {
  const row = await client.cashEntry.findFirst({ orderBy: { sequence: 'desc' } });
  return row && readCashEntry(row);
}

/**
 * Enters what an order counts for more, or less, than before, where its tick was paid from the account: not where there
 * was no account yet.
 */
export async function adjustPurchase(
  transaction: Transaction,
  { id: orderId, tickId }: Pick<OrderRecord, 'id' | 'tickId'>,
  commitments: readonly DayAmount[],
  at: Date,
): Promise<void> {
  const paid = await transaction.cashEntry.findUnique({ where: { id: tickId }, select: { id: true } });
  const latest = paid && (await loadLatestCash(transaction));
  if (!latest) return;
  const more = sum(commitments.map(({ amount }) => amount));
  const id = `${orderId}-${await nextSequence(transaction)}`; // an order may be adjusted several times
  for (const entry of enterAdjustment(latest, { id, tickId, more, at })) await addCashEntry(transaction, entry);
}

export async function addCashEntry(transaction: Transaction, entry: CashEntry): Promise<void> {
  await transaction.cashEntry.createMany({ data: cashRow(entry, await nextSequence(transaction)) });
}

/** One order of fields is one query plan. */
export function cashRow(entry: CashEntry, sequence: number): Row<'CashEntry'> {
  const { id, kind, amount, balance, quoteCurrency, tickId, at } = entry;
  return {
    id,
    kind,
    quoteCurrency,
    tickId,
    at,
    sequence,
    amount: toExactString(amount),
    balance: toExactString(balance),
  };
}

/** Writers take turns, so no other can add the same number. */
async function nextSequence(transaction: Transaction): Promise<number> {
  const latest = await transaction.cashEntry.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } });
  return (latest?.sequence ?? 0) + 1;
}

export async function moveCash(transaction: Transaction, move: CashMove): Promise<CashEntry> {
  const done = await transaction.cashEntry.findUnique({ where: { id: move.id } });
  if (done) return readCashEntry(done);
  const latest = await loadLatestCash(transaction);
  const own = latest ?? (await transaction.tick.findFirst({ select: { quoteCurrency: true } }));
  if (own && own.quoteCurrency !== move.quoteCurrency) throw otherCurrencyError(own.quoteCurrency, move.quoteCurrency);
  const entry = enterMove(latest, move);
  if (!entry) throw refusedMoveError(latest, move);
  await addCashEntry(transaction, entry);
  return entry;
}

function readCashEntry({ amount, balance, kind, ...row }: Row<'CashEntry'>): CashEntry {
  const read = amountReader('cash_entry', row.id);
  return {
    id: row.id,
    kind: readOneOf(wordColumns.cash_entry.kind, 'cash_entry', row.id, 'kind', kind),
    amount: read('amount', amount),
    balance: read('balance', balance),
    quoteCurrency: row.quoteCurrency,
    tickId: row.tickId,
    at: readTime('cash_entry', row.id, 'at', row.at),
  };
}
