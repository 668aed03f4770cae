import * as v from 'valibot';
import type { CoinId } from '../core/model.js';
import { type Decimal, toExactString } from '../core/money.js';
import { storedDecimal } from '../core/values/numbers/decimal.js';
import { instant } from '../core/values/times/instant.js';
import { ledgerError } from '../errors.js';
import { readBy } from './read-by.js';

/** Whether a ledger may spend real money, where, and by which keys. Kept in the ledger as JSON. */
export interface Live {
  readonly isOn: boolean;
  /** The broker that it was said for. */
  readonly broker: string;
  /** The hashes of the keys that it was said for: hosts that share a ledger have a key each. */
  readonly keys: readonly string[];
  /** When it was last turned on or off. */
  readonly since: Date;
  readonly opening: Opening;
}

/** What there was when it was turned on: differences between account and ledger are counted from there. */
export interface Opening {
  /** In the account, by the exchange's names of currencies: free and held together. */
  readonly balances: ReadonlyMap<string, Decimal>;
  /** In the ledger. */
  readonly positions: ReadonlyMap<CoinId, Decimal>;
}

/** The name of the ledger's setting. */
export const LIVE = 'live';

const amounts = v.pipe(
  v.record(v.string(), readBy(storedDecimal)),
  v.transform((texts): ReadonlyMap<string, Decimal> => new Map(Object.entries(texts))),
);
const record = v.pipe(
  v.object({
    on: v.boolean(),
    broker: v.string(),
    keys: v.array(v.string()),
    since: readBy(instant),
    opening: v.object({ balances: amounts, positions: amounts }),
  }),
  v.transform(({ on, ...rest }): Live => ({ ...rest, isOn: on })),
);

/** Null before it was ever turned on or off. Throws a ledger CryptoBotError for a text that this program has not written. */
export function parseLive(text: string | null): Live | null {
  if (text === null) return null;
  try {
    return v.parse(record, JSON.parse(text));
  } catch (cause) {
    throw ledgerError(
      'the ledger is damaged: its setting live cannot be read: restore a backup with crypto-bot restore FILE',
      { cause },
    );
  }
}

/** Said for a key: the opening is that of when it was first turned on. */
export function turnOn(
  before: string | null,
  { broker, key, at, opening }: { broker: string; key: string; at: Date; opening: Opening },
): string {
  const live = parseLive(before);
  if (live?.isOn && live.broker === broker) return toText({ ...live, keys: [...new Set([...live.keys, key])] });
  return toText({ isOn: true, broker, keys: [key], since: at, opening });
}

/** Said for all keys. */
export function turnOff(before: string | null, at: Date): string {
  const live = parseLive(before);
  if (live && !live.isOn) return toText(live);
  const opening = live?.opening ?? { balances: new Map(), positions: new Map() };
  return toText({ isOn: false, broker: live?.broker ?? 'paper', keys: [], since: at, opening });
}

/** Why orders must not be sent; null when they may. */
export function whyNotLive(text: string | null, { broker, key }: { broker: string; key: string }): string | null {
  const live = parseLive(text);
  if (!live?.isOn || live.broker !== broker) return 'live is off';
  return live.keys.includes(key) ? null : 'live is off for this key';
}

function toText({ isOn, broker, keys, since, opening }: Live): string {
  const { balances, positions } = opening;
  const texts = { balances: textsOf(balances), positions: textsOf(positions) };
  return JSON.stringify({ on: isOn, broker, keys, since: since.toISOString(), opening: texts });
}

function textsOf(amounts: ReadonlyMap<string, Decimal>): Record<string, string> {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, toExactString(amount)]));
}
