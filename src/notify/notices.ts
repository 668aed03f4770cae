import type { EventName } from '../core/events.js';
import type { NewNotice, Notice } from '../core/records.js';
import type { Digest } from '../core/status/digest.js';
import {
  composeDigest,
  composeProblem,
  composePurchase,
  composeSilence,
  composeSolved,
  type MissedSlots,
  type Purchased,
} from './compose.js';
import { type Message, readMessage } from './message.js';

/** Which services get messages, and about which events. */
export interface Audience {
  readonly events: readonly EventName[];
  /** The names of the services. */
  readonly services: readonly string[];
}

/** The run that messages are about, and its tick, if it makes one. */
export interface NoticeOrigin {
  readonly runId: string;
  readonly at: Date;
  readonly tickId: string | null;
  /** Whether orders go to an exchange's test system. */
  readonly isSandbox?: boolean;
}

/** A kind of trouble, by a name of its own. */
export interface Trouble {
  readonly code: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** A problem that lasts is told again after this. */
const REPEAT_MS = 24 * 3_600_000;

/** What a tick has bought, as one message for each service. `number` tells several such messages of one run apart. */
export function purchaseNotices(
  { services, events }: Audience,
  origin: NoticeOrigin,
  purchases: readonly Purchased[],
  { quoteCurrency, number, earlier = null }: { quoteCurrency: string; number: number; earlier?: Earlier | null },
): NewNotice[] {
  if (purchases.length === 0 || !events.includes('purchase')) return [];
  const occasion = (of: number) => occasionOf(origin, `purchase-${of}-${origin.tickId}`);
  const own = composePurchase(occasion(number), purchases, quoteCurrency);
  if (!earlier) return addressed(services, 'purchase', own);
  const all = composePurchase(occasion(earlier.number), [...earlier.purchases, ...purchases], quoteCurrency);
  const addition = { messageId: own.id, message: JSON.stringify(own) };
  return addressed(services, 'purchase', all).map((notice) => ({ ...notice, addition }));
}

/** What the run has bought for the same tick before, and the number of the first message that says so. */
export interface Earlier {
  readonly number: number;
  readonly purchases: readonly Purchased[];
}

/** Messages that ticks were missed before this one. */
export function silenceNotices(
  { services, events }: Audience,
  origin: NoticeOrigin,
  missed: MissedSlots | null,
): Notice[] {
  if (!missed || !events.includes('silence')) return [];
  return addressed(services, 'silence', composeSilence(occasionOf(origin, 'silence'), missed));
}

/** Messages about conditions that begin now. Each is sent once. */
export function conditionNotices(
  { services, events }: Audience,
  origin: NoticeOrigin,
  begun: readonly { readonly code: string; readonly title: string; readonly text: string }[],
): Notice[] {
  if (!events.includes('problem')) return [];
  return begun.flatMap(({ code, title, text }) => {
    const message = composeProblem(occasionOf(origin, code), { title, lines: [text] }, null);
    return addressed(services, `begun:${code}`, message);
  });
}

/** The topic of digests, of which each period has one. */
export const DIGEST = 'digest';

/** The summary of a day or a week, unless it was sent already; `told` is the latest message on the topic. */
export function digestNotices(
  { services, events }: Audience,
  origin: NoticeOrigin,
  digest: Digest | null,
  told: readonly Notice[],
): Notice[] {
  if (!digest || !events.includes('digest')) return [];
  const id = `${DIGEST}-${digest.period}`; // the same whichever run tells it
  if (told.some(({ messageId }) => messageId === id)) return [];
  return addressed(services, DIGEST, composeDigest({ ...origin, id }, digest));
}

/** The topics of the messages about problems. */
export function topicsOf(codes: readonly string[]): string[] {
  return codes.flatMap((code) => [begunTopic(code), overTopic(code)]);
}

/**
 * The problems that have begun, those that have lasted for long since they were told, and those that are over. `told` are
 * the latest messages on the topics of all codes; `codes` those that this run can judge.
 */
export function problemNotices(
  { services, events }: Audience,
  origin: NoticeOrigin,
  { codes, troubles, told }: { codes: readonly string[]; troubles: readonly Trouble[]; told: readonly Notice[] },
): Notice[] {
  if (!events.includes('problem')) return [];
  return codes.flatMap((code) => {
    const begun = told.find(({ topic }) => topic === begunTopic(code));
    const over = told.find(({ topic }) => topic === overTopic(code));
    const lasting = begun && (!over || over.createdAt < begun.createdAt) ? begun : null;
    const trouble = troubles.find((it) => it.code === code);
    const occasion = occasionOf(origin, code);
    if (!trouble) {
      if (!lasting) return [];
      const solved = composeSolved(occasion, { title: titleOf(lasting) }, sinceOf(lasting));
      return addressed(services, overTopic(code), solved);
    }
    if (lasting && origin.at.getTime() - lasting.createdAt.getTime() < REPEAT_MS) return [];
    return addressed(services, begunTopic(code), composeProblem(occasion, trouble, lasting && sinceOf(lasting)));
  });
}

/** The same message for each service. */
function addressed(services: readonly string[], topic: string, message: Message): Notice[] {
  const [messageId, createdAt] = [message.id, new Date(message.at)];
  return services.map((service) => ({ messageId, service, topic, message: JSON.stringify(message), createdAt }));
}

function occasionOf(origin: NoticeOrigin, kind: string) {
  return { ...origin, id: `${origin.runId}-${kind}` };
}

function begunTopic(code: string): string {
  return `problem:${code}`;
}

function overTopic(code: string): string {
  return `over:${code}`;
}

function sinceOf(notice: Notice): Date {
  return new Date(readMessage(notice.message).since ?? notice.createdAt);
}

function titleOf(notice: Notice): string {
  return readMessage(notice.message).title.replace(/^crypto-bot: /, '');
}
