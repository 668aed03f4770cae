import type { Tick } from '../../core/model.js';
import { MAX_RUNS, NOTICES_KEPT_MS, type Notice, type RunRecord, sumUpUndelivered } from '../../core/records.js';
import type { RecordKeeper } from '../records.js';
import type { MemorySetting } from './memory.js';

interface Kept extends Notice {
  tries: number;
  nextTryAt: Date | null;
  deliveredAt: Date | null;
  problem: string | null;
}

/** Runs and messages that are forgotten with the process. */
export function createMemoryRecords(
  ticks: ReadonlyMap<string, Tick>,
  settings: Map<string, MemorySetting>,
): RecordKeeper {
  const runs = new Map<string, RunRecord>();
  const notices = new Map<string, Kept>();
  const keyOf = ({ messageId, service }: Pick<Notice, 'messageId' | 'service'>) => `${messageId} ${service}`;
  const latestRuns = () =>
    [...runs.values()].sort((a, b) => b.beganAt.getTime() - a.beganAt.getTime() || (a.id < b.id ? 1 : -1));
  const oldestFirst = () =>
    [...notices.values()].sort(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (keyOf(a) < keyOf(b) ? -1 : 1),
    );

  const forget = (beforeMs: number) => {
    for (const [key, { nextTryAt, createdAt }] of notices)
      if (nextTryAt === null && createdAt.getTime() < beforeMs) notices.delete(key);
  };

  return {
    async keep({ run, notices: more = [], settings: changes = [] }) {
      for (const { name, value, at } of changes) settings.set(name, { value, changedAt: at });
      if (run) {
        runs.set(run.id, run);
        for (const { id } of latestRuns().slice(MAX_RUNS)) runs.delete(id);
      }
      for (const { addition, ...notice } of more) {
        const unsent = addition && notices.get(keyOf(notice))?.tries === 0;
        const kept = unsent || !addition ? notice : { ...notice, ...addition };
        const fresh = { ...kept, tries: 0, nextTryAt: kept.createdAt, deliveredAt: null, problem: null };
        if (unsent || !notices.has(keyOf(kept))) notices.set(keyOf(kept), fresh);
      }
      const [first] = more;
      if (first) forget(first.createdAt.getTime() - NOTICES_KEPT_MS);
    },

    loadLatestRun: async (now) => latestRuns().find(({ beganAt }) => beganAt <= now) ?? latestRuns()[0] ?? null,

    loadDueNotices: async (service, at, limit) =>
      oldestFirst()
        .flatMap(({ deliveredAt: _, problem: __, nextTryAt, ...notice }) =>
          nextTryAt ? [{ ...notice, nextTryAt }] : [],
        )
        .filter((notice) => notice.service === service && notice.nextTryAt <= at)
        .slice(0, limit),

    async claimNotice(notice, nextTryAt) {
      const kept = notices.get(keyOf(notice));
      if (!kept?.nextTryAt || kept.tries !== notice.tries) return false;
      Object.assign(kept, { tries: kept.tries + 1, nextTryAt });
      return true;
    },

    async recordTry(notice, outcome) {
      const kept = notices.get(keyOf(notice));
      if (kept) Object.assign(kept, { nextTryAt: null, problem: null, ...outcome });
    },

    async loadLatestNotices(topics) {
      const latest = new Map(oldestFirst().map((notice) => [notice.topic, notice]));
      return topics.flatMap((topic) => {
        const { messageId, service, message, createdAt } = latest.get(topic) ?? {};
        return messageId && service && message && createdAt ? [{ messageId, service, topic, message, createdAt }] : [];
      });
    },

    async loadUndelivered() {
      const all = oldestFirst().toReversed();
      const taken = oldestFirst().flatMap((it) => (it.deliveredAt ? [[it.service, it.createdAt] as const] : []));
      return sumUpUndelivered(
        all.filter(({ deliveredAt }) => deliveredAt === null),
        new Map(taken),
      );
    },

    async loadTickTimes(since) {
      const recorded = [...ticks.values()].map((tick, index) => ({ ...tick, sequence: index + 1 }));
      const times = recorded.map(({ startedAt }) => startedAt).sort((a, b) => a.getTime() - b.getTime());
      return {
        count: recorded.length,
        first: times[0] ?? null,
        latest: recorded.toReversed().slice(0, 10),
        since: times.filter((at) => at >= since),
      };
    },
  };
}
