import { raw } from '@prisma/client/runtime/client';
import {
  MAX_RUNS,
  NOTICES_KEPT_MS,
  type Notice,
  type RecordedTick,
  type RunRecord,
  sumUpUndelivered,
  type TickTimes,
  type TryOutcome,
  type Undelivered,
  type UndeliveredNotice,
  type WaitingNotice,
} from '../../core/records.js';
import type { RecordKeeper, Records } from '../records.js';
import type { Database, Transaction } from './database/database.js';
import type { Write } from './database/write.js';

/** Runs and messages in a database, in SQL that SQLite and PostgreSQL both understand. */
export function createPrismaRecords(database: Database, write: Write): RecordKeeper {
  const { run } = database;
  return {
    keep: (records) => write((transaction) => saveRecords(transaction, records)),
    loadLatestRun: (now) => run(() => selectLatestRun(database, now)),
    loadDueNotices: (service, at, limit) => run(() => selectDue(database, service, at, limit)),
    claimNotice: (notice, nextTryAt) => write((transaction) => claim(transaction, notice, nextTryAt)),
    recordTry: (notice, outcome) => write((transaction) => recordTry(transaction, notice, outcome)),
    loadLatestNotices: (topics) => run(() => selectLatest(database, topics)),
    loadUndelivered: () => run(() => selectUndelivered(database)),
    loadTickTimes: (since) => run(() => selectTickTimes(database, since)),
  };
}

/** For a transaction that records more. */
export async function saveRecords(
  transaction: Transaction,
  { run, notices = [], settings = [] }: Records,
): Promise<void> {
  if (run) await saveRun(transaction, run);
  for (const { name, value, at } of settings)
    await transaction.$executeRaw`INSERT INTO setting (name, value, changed_at) VALUES (${name}, ${value}, ${at})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`;
  for (const { addition, ...notice } of notices) {
    if (!addition) await insertNotice(transaction, notice);
    else if (!(await replaceUnsent(transaction, notice))) await insertNotice(transaction, { ...notice, ...addition });
  }
  const [first] = notices;
  if (first) await forgetNotices(transaction, new Date(first.createdAt.getTime() - NOTICES_KEPT_MS));
}

async function insertNotice(
  transaction: Transaction,
  { messageId, service, topic, message, createdAt }: Notice,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO notification (message_id, service, topic, message, created_at, tries, next_try_at)
    VALUES (${messageId}, ${service}, ${topic}, ${message}, ${createdAt}, 0, ${createdAt})
    ON CONFLICT (message_id, service) DO NOTHING`;
}

/** False where a run has begun to send it, or none is kept. */
async function replaceUnsent(transaction: Transaction, { messageId, service, message }: Notice): Promise<boolean> {
  const replaced = await transaction.$executeRaw`
    UPDATE notification SET message = ${message}
    WHERE message_id = ${messageId} AND service = ${service} AND tries = 0`;
  return replaced === 1;
}

async function forgetNotices(transaction: Transaction, before: Date): Promise<void> {
  await transaction.$executeRaw`DELETE FROM notification WHERE next_try_at IS NULL AND created_at < ${before}`;
}

async function saveRun(transaction: Transaction, run: RunRecord): Promise<void> {
  const { id, beganAt, endedAt, slot, exitCode, tickId, problem, requests } = run;
  await transaction.$executeRaw`
    INSERT INTO run (id, began_at, ended_at, slot, exit_code, tick_id, problem, requests)
    VALUES (${id}, ${beganAt}, ${endedAt}, ${slot}, ${exitCode}, ${tickId}, ${problem}, ${requests})
    ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, exit_code = excluded.exit_code,
      tick_id = excluded.tick_id, problem = excluded.problem, requests = excluded.requests`;
  await transaction.$executeRaw`
    DELETE FROM run WHERE (began_at, id) < (
      SELECT began_at, id FROM run ORDER BY began_at DESC, id DESC LIMIT 1 OFFSET ${MAX_RUNS - 1}
    )`;
}

async function selectLatestRun({ client, tables }: Database, now: Date): Promise<RunRecord | null> {
  const [run = null] = await client.$queryRaw<RunRecord[]>`
    SELECT id, began_at AS "beganAt", ended_at AS "endedAt", slot, exit_code AS "exitCode", tick_id AS "tickId", problem,
      requests
    FROM ${raw(tables)}run ORDER BY began_at <= ${now} DESC, began_at DESC, id DESC LIMIT 1`;
  return run;
}

function selectDue({ client, tables }: Database, service: string, at: Date, limit: number): Promise<WaitingNotice[]> {
  return client.$queryRaw`
    SELECT message_id AS "messageId", service, topic, message, created_at AS "createdAt", tries, next_try_at AS "nextTryAt"
    FROM ${raw(tables)}notification
    WHERE service = ${service} AND next_try_at <= ${at} ORDER BY created_at, message_id LIMIT ${limit}`;
}

async function claim(transaction: Transaction, notice: WaitingNotice, nextTryAt: Date | null): Promise<boolean> {
  const { messageId, service, tries } = notice;
  const claimed = await transaction.$executeRaw`
    UPDATE notification SET tries = tries + 1, next_try_at = ${nextTryAt}
    WHERE message_id = ${messageId} AND service = ${service} AND tries = ${tries} AND next_try_at IS NOT NULL`;
  return claimed === 1;
}

async function recordTry(
  transaction: Transaction,
  { messageId, service }: Pick<Notice, 'messageId' | 'service'>,
  outcome: TryOutcome,
): Promise<void> {
  const { deliveredAt, problem, nextTryAt } = { deliveredAt: null, problem: null, nextTryAt: null, ...outcome };
  await transaction.$executeRaw`
    UPDATE notification SET delivered_at = ${deliveredAt}, problem = ${problem}, next_try_at = ${nextTryAt}
    WHERE message_id = ${messageId} AND service = ${service}`;
}

async function selectLatest({ client, tables }: Database, topics: readonly string[]): Promise<Notice[]> {
  if (topics.length === 0) return [];
  const latest = await Promise.all(
    topics.map(
      (topic) => client.$queryRaw<Notice[]>`
        SELECT message_id AS "messageId", service, topic, message, created_at AS "createdAt"
        FROM ${raw(tables)}notification WHERE topic = ${topic} ORDER BY created_at DESC, message_id DESC, service DESC LIMIT 1`,
    ),
  );
  return latest.flat();
}

async function selectUndelivered({ client, tables }: Database): Promise<Undelivered[]> {
  const notices = await client.$queryRaw<UndeliveredNotice[]>`
    SELECT service, created_at AS "createdAt", next_try_at AS "nextTryAt", problem
    FROM ${raw(tables)}notification WHERE delivered_at IS NULL ORDER BY created_at DESC, message_id DESC`;
  if (notices.length === 0) return [];
  const services = [...new Set(notices.map(({ service }) => service))];
  const taken = await Promise.all(
    services.map(
      (service) => client.$queryRaw<Pick<Notice, 'service' | 'createdAt'>[]>`
        SELECT service, created_at AS "createdAt" FROM ${raw(tables)}notification
        WHERE service = ${service} AND delivered_at IS NOT NULL ORDER BY created_at DESC LIMIT 1`,
    ),
  );
  return sumUpUndelivered(notices, new Map(taken.flat().map(({ service, createdAt }) => [service, createdAt])));
}

async function selectTickTimes({ client, tables }: Database, from: Date): Promise<TickTimes> {
  const latest = await client.$queryRaw<RecordedTick[]>`
    SELECT id, slot, sequence, market, quote_currency AS "quoteCurrency", strategy, started_at AS "startedAt"
    FROM ${raw(tables)}tick ORDER BY sequence DESC LIMIT 10`;
  const [first] = await client.$queryRaw<Pick<RecordedTick, 'startedAt'>[]>`
    SELECT started_at AS "startedAt" FROM ${raw(tables)}tick ORDER BY started_at, id LIMIT 1`;
  const since = await client.$queryRaw<Pick<RecordedTick, 'startedAt'>[]>`
    SELECT started_at AS "startedAt" FROM ${raw(tables)}tick WHERE started_at >= ${from}`;
  return {
    count: latest[0]?.sequence ?? 0,
    first: first?.startedAt ?? null,
    latest,
    since: since.map(({ startedAt }) => startedAt),
  };
}
