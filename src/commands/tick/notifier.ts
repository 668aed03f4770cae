import type { Condition } from '../../core/decisions/conditions.js';
import { slotsBetween, unitOfSlot } from '../../core/missed-slots.js';
import type { Tick } from '../../core/model.js';
import type { NewNotice, Notice } from '../../core/records.js';
import { CryptoBotError } from '../../errors.js';
import type { Ledger, Recorded } from '../../ledger/ledger.js';
import type { Purchased } from '../../notify/compose.js';
import { readMessage } from '../../notify/message.js';
import {
  conditionNotices,
  type Earlier,
  problemNotices,
  purchaseNotices,
  silenceNotices,
  type Trouble,
  topicsOf,
} from '../../notify/notices.js';
import { sendDue } from '../../notify/send-due.js';
import { servicesOf } from '../../settings/services.js';
import type { Context } from '../context.js';
import type { Ending } from './ending.js';

/** Sends the messages about one run. They are kept in the ledger first, and sent when the run is over. */
export interface Notifier {
  opened(ledger: Ledger): Promise<void>;
  ofTick(tick: Tick, problems: readonly string[], begun: readonly Condition[]): readonly Notice[];
  /** Messages about the orders that one transaction has changed. `number` counts these transactions of the run. */
  ofRecorded(recorded: readonly Recorded[], number: number): readonly NewNotice[];
  /** Messages about how the run ended. */
  ofEnding(ending: Ending): readonly Notice[];
  /** `tickId` is that of the tick that the run has made, if it has. */
  end(ledger: Ledger | null, ending: Ending, tickId: string | null): Promise<void>;
}

/** The time for sending all messages of a run. */
const SENDING_MS = 10_000;

/** What went wrong, by the exit code. Those that a ledger can remember are told when they begin and when they are over. */
const titles: Readonly<Record<number, string>> = {
  1: 'a bug',
  2: 'wrong usage or configuration',
  3: 'market data unavailable',
  4: 'the broker failed',
  5: 'the ledger is unavailable',
};
const REMEMBERED = [3, 4];
const codeOf = (exitCode: number) => `exit-${exitCode}`;
const codes = REMEMBERED.map(codeOf);

function troubleOf(exitCode: number, lines: readonly string[]): Trouble {
  return { code: codeOf(exitCode), title: `${titles[exitCode]} (exit ${exitCode})`, lines };
}

/** Begins to tell: a health check hears of the run at once, and nobody waits for it. */
export async function startNotifier(context: Context, runId: string): Promise<Notifier> {
  const { config, log, ports } = context;
  const audience = { events: config.notifyOn, services: Object.keys(servicesOf(config)) };
  const isSandbox = config.broker !== 'paper' && config.exchangeSandbox;
  const origin = { runId, at: config.now, tickId: null, isSandbox };
  const { services, healthcheck, close } = await ports.openOutside(runId);
  const sending = new AbortController();
  const begun = healthcheck?.begin(sending.signal);
  let told: readonly Notice[] = [];
  let latest: Tick | null = null;

  /** Only problems that this run can know of are judged. */
  const problems = (troubles: readonly Trouble[], judged: readonly string[]) =>
    problemNotices(audience, origin, { codes: judged, troubles, told });

  /** Each transaction's purchases of a tick, by its number: it may be tried again. */
  const purchased = new Map<string, Map<number, readonly Purchased[]>>();
  function purchasesBefore(number: number, tickId: string, purchases: readonly Purchased[]): Earlier | null {
    const ofTick = purchased.get(tickId) ?? new Map<number, readonly Purchased[]>();
    purchased.set(tickId, ofTick);
    const before = [...ofTick].filter(([other]) => other < number);
    if (purchases.length > 0) ofTick.set(number, purchases);
    const [first] = before;
    return first ? { number: first[0], purchases: before.flatMap(([, own]) => own) } : null;
  }

  async function sendAll(ledger: Ledger | null, { exitCode, problem }: Ending): Promise<string[]> {
    if (ledger && (exitCode === 0 || REMEMBERED.includes(exitCode)))
      return sendDue(ledger, services, config.now, sending.signal);
    const notices = problemNotices(audience, origin, {
      codes: [codeOf(exitCode)],
      troubles: [troubleOf(exitCode, [problem ?? ''])],
      told: [],
    });
    const tried = services.map(async (service) => {
      const own = notices.find((notice) => notice.service === service.name);
      return own ? service.send(readMessage(own.message), sending.signal) : null;
    });
    return (await Promise.all(tried)).flatMap((outcome) => (outcome?.status === 'failed' ? [outcome.problem] : []));
  }

  async function keepState(ledger: Ledger, tickId: string, exitCode: number): Promise<void> {
    if (audience.services.length === 0) return;
    const { stateNotices: toldOfState } = await import('./state-notices.js');
    const notices = await toldOfState(ledger, context, audience, { ...origin, tickId }, exitCode);
    if (notices.length > 0) await ledger.keep({ notices });
  }

  async function ping({ exitCode, report }: Ending): Promise<string[]> {
    const failures = [await begun, await healthcheck?.end(exitCode, report, sending.signal)];
    return failures.flatMap((failure) => (failure ? [`healthcheck: ${failure.what}: ${failure.advice}`] : []));
  }

  return {
    async opened(ledger) {
      if (audience.services.length === 0) return;
      told = await ledger.loadLatestNotices(topicsOf(codes));
      latest = (await ledger.loadTickTimes(config.now)).latest[0] ?? null;
    },

    ofTick: (tick, lines, begun) => [
      ...silenceNotices(audience, { ...origin, tickId: tick.id }, latest && missedBefore(tick, latest)),
      ...problems(lines.length > 0 ? [troubleOf(3, lines)] : [], codes),
      ...conditionNotices(audience, { ...origin, tickId: tick.id }, begun),
    ],

    ofRecorded(recorded, number) {
      const ticks = [...new Set(recorded.map(({ order }) => order.tickId))];
      return ticks.flatMap((tickId) => {
        const own = recorded.filter(({ order }) => order.tickId === tickId);
        const purchases = own.flatMap(({ order: { coin }, fills }) => fills.map((fill) => ({ ...fill, coin })));
        const earlier = purchasesBefore(number, tickId, purchases);
        return purchaseNotices(audience, { ...origin, tickId }, purchases, {
          quoteCurrency: config.quoteCurrency,
          number,
          earlier,
        });
      });
    },

    ofEnding: ({ exitCode, problem }) =>
      REMEMBERED.includes(exitCode) ? problems([troubleOf(exitCode, [problem ?? ''])], [codeOf(exitCode)]) : [],

    async end(ledger, ending, tickId) {
      const stop = setTimeout(() => sending.abort(), SENDING_MS);
      try {
        if (ledger && tickId !== null) await keepState(ledger, tickId, ending.exitCode);
        const told = await Promise.all([sendAll(ledger, ending), ping(ending)]);
        for (const problem of new Set(told.flat())) log.warn(problem);
      } catch (error) {
        if (!(error instanceof CryptoBotError)) throw error;
        log.warn(`not everything was told: ${error.message}`);
      } finally {
        clearTimeout(stop);
        await close();
      }
    },
  };
}

/** The slots between a tick and the one before it. */
function missedBefore({ slot, startedAt }: Tick, latest: Tick) {
  const unit = slot === null ? null : unitOfSlot(slot);
  return unit && slotsBetween(unit, latest.startedAt, startedAt);
}
