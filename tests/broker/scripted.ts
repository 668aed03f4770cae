/**
 * An exchange in memory that does with each request what a script says: all that can go wrong with a real one. Its account
 * outlives the brokers at it, as a real one outlives the runs. What it has bought is known to the digit.
 */
import type { Broker, Finding, Placed } from '../../src/broker/broker.js';
import { type Decimal, sum, ZERO } from '../../src/core/money.js';
import type { BrokerFill, Sighting } from '../../src/core/order/events.js';
import type { Instrument } from '../../src/core/order/instrument.js';
import type { OrderRecord } from '../../src/core/order/order.js';
import { brokerError } from '../../src/errors.js';
import { amount } from '../core/examples.js';

/** What can come of a request to place an order. The order is bought whole and at once where nothing else is said. */
export const placings = [
  'answers',
  'names it only',
  'answers twice',
  'loses the answer',
  'fails before it acts',
  'refuses',
  'fills a part',
  'fills nothing',
  'fills later',
  'stays open',
  'arrives late',
  'is not sent',
] as const;
export type Placing = (typeof placings)[number];

/** What can come of a look. */
export const lookings = ['answers', 'answers twice', 'fails', 'hides all', 'tells no fills', 'forgets all'] as const;
export type Looking = (typeof lookings)[number];

/** What can come of a request to cancel. */
export const cancellings = ['answers', 'loses the answer', 'fails before it acts'] as const;
type Cancelling = (typeof cancellings)[number];

export interface Script {
  place(order: OrderRecord): Placing;
  find(): Looking;
  cancel(): Cancelling;
}

/** Everything goes well. */
export const calm: Script = { place: () => 'answers', find: () => 'answers', cancel: () => 'answers' };

export const terms: Instrument = {
  pair: 'COIN/USD',
  step: amount('0.0001'),
  tickSize: amount('0.01'),
  minimumQuantity: amount('0.001'),
  minimumNotional: amount('1'),
  feeRate: amount('0.0026'),
  slippageBps: amount('50'),
};

/** An order that arrives late does so within its expiry; after the grace it is certain that none will. */
const LATE_MS = 20_000;
const GRACE_MS = 90_000;
/** When more is filled of an order that waits. */
const WAITS_MS = [30_000, 3_600_000] as const;

/** An order at the exchange. What was bought of it, and whether it is open, depends on the time. */
export interface Entry {
  readonly order: OrderRecord;
  readonly arrivesAt: number;
  readonly trades: readonly BrokerFill[];
  /** Null while nothing ends it. */
  endsAt: number | null;
  end: Sighting['status'];
  /** What was said of it was wrong once: by the exchange, that it is nowhere, or by the owner. */
  isMisjudged: boolean;
}

export interface ScriptedExchange {
  /** A broker of one run. */
  connect(script: Script): Broker;
  /** How many requests to place an order have left, by client order id. */
  readonly requests: ReadonlyMap<string, number>;
  readonly entries: ReadonlyMap<string, Entry>;
  /** What was bought so far of an order. */
  tradesOf(entry: Entry): readonly BrokerFill[];
  isOpen(entry: Entry): boolean;
}

export function createScriptedExchange(now: () => Date): ScriptedExchange {
  const requests = new Map<string, number>();
  const entries = new Map<string, Entry>();
  const time = () => now().getTime();

  const hasArrived = (entry: Entry) => entry.arrivesAt <= time();
  const tradesOf = ({ trades, endsAt }: Entry) =>
    trades.filter(({ at }) => at.getTime() <= Math.min(time(), endsAt ?? time()));
  const isOpen = (entry: Entry) => entry.endsAt === null || entry.endsAt > time();

  function sightingOf(entry: Entry): Sighting {
    const fills = tradesOf(entry);
    const status = isOpen(entry) ? 'open' : entry.end;
    return { status, exchangeId: `X-${entry.order.id}`, executed: quantityOf(fills), fills, reason: null };
  }

  function accept(order: OrderRecord, placing: Placing): Entry {
    const arrivesAt = time() + (placing === 'arrives late' ? LATE_MS : 0);
    const entry = { order, arrivesAt, isMisjudged: false, ...lifeOf(order, placing, arrivesAt) };
    entries.set(order.clientOrderId, entry);
    return entry;
  }

  function place(order: OrderRecord, placing: Placing): Placed {
    if (placing === 'is not sent') return { kind: 'not-sent', reason: 'no connection' };
    requests.set(order.clientOrderId, (requests.get(order.clientOrderId) ?? 0) + 1);
    if (placing === 'refuses') return { kind: 'refused', reason: 'too little money' };
    if (placing === 'fails before it acts') throw new Error('the connection was reset');
    const sighting = sightingOf(accept(order, placing));
    if (placing === 'loses the answer' || placing === 'arrives late')
      return { kind: 'unanswered', reason: 'no answer came' };
    const { exchangeId } = sighting;
    if (placing === 'names it only') return { kind: 'acknowledged', exchangeId, sighting: null };
    return { kind: 'acknowledged', exchangeId, sighting: placing === 'answers twice' ? doubled(sighting) : sighting };
  }

  function find(order: OrderRecord, looking: Looking): Finding {
    const entry = entries.get(order.clientOrderId);
    const until = new Date((order.sentAt?.getTime() ?? 0) + GRACE_MS);
    if (looking === 'hides all') return { kind: 'not-seen', until };
    if (!entry || !hasArrived(entry)) return until < now() ? { kind: 'absent' } : { kind: 'not-seen', until };
    if (looking === 'forgets all') {
      entry.isMisjudged = true;
      return { kind: 'absent' };
    }
    const sighting = sightingOf(entry);
    if (looking === 'tells no fills') return { kind: 'found', sighting: { ...sighting, fills: [] } };
    return { kind: 'found', sighting: looking === 'answers twice' ? doubled(sighting) : sighting };
  }

  return {
    requests,
    entries,
    tradesOf,
    isOpen,
    connect: (script) => ({
      name: 'scripted',
      isRemote: true,
      permit: null,
      instruments: async (quotes) => new Map(quotes.map(({ coin }) => [coin, terms])),
      account: async () => ({ spendable: null, balances: new Map() }),
      place: async (order) => place(order, script.place(order)),
      async find(orders) {
        const looking = script.find();
        if (looking === 'fails') throw brokerError('the look was not answered', { retryable: true });
        return new Map(orders.map((order) => [order.id, find(order, looking)]));
      },
      async cancel({ clientOrderId }) {
        const cancelling = script.cancel();
        const entry = entries.get(clientOrderId);
        if (entry && isOpen(entry) && cancelling !== 'fails before it acts')
          Object.assign(entry, { endsAt: time(), end: 'cancelled' });
        if (cancelling !== 'answers') throw brokerError('the cancellation was not answered', { retryable: true });
      },
    }),
  };
}

/** Its trades, and how it ends. */
function lifeOf(order: OrderRecord, placing: Placing, arrivesAt: number): Pick<Entry, 'trades' | 'endsAt' | 'end'> {
  const [soon, later] = WAITS_MS.map((ms) => arrivesAt + ms);
  switch (placing) {
    case 'fills nothing':
      return { trades: [], endsAt: arrivesAt, end: 'expired' };
    case 'fills a part':
      return { trades: tradesAt(order, arrivesAt), endsAt: arrivesAt, end: 'cancelled' };
    case 'fills later':
      return { trades: tradesAt(order, soon, later), endsAt: later ?? null, end: 'filled' };
    case 'stays open':
      return { trades: tradesAt(order, soon), endsAt: null, end: 'filled' };
    default:
      return { trades: tradesAt(order, arrivesAt, arrivesAt), endsAt: arrivesAt, end: 'filled' };
  }
}

/** A third below the price decided on, and the rest as dear as the order allows: as far as there is a time for them. */
function tradesAt({ id, quantity, price, limitPrice }: OrderRecord, ...times: readonly (number | undefined)[]) {
  const third = quantity.div(3).toDecimalPlaces(4);
  const levels = [
    { quantity: third, price: price.times('0.999') },
    { quantity: quantity.minus(third), price: limitPrice ?? price },
  ];
  return levels.flatMap((level, index): BrokerFill[] => {
    const at = times[index];
    if (at === undefined) return [];
    const fee = level.quantity.times(level.price).times(terms.feeRate);
    return [{ ...level, tradeId: `${id}-${index + 1}`, fee, feeCurrency: 'USD', at: new Date(at) }];
  });
}

function doubled(sighting: Sighting): Sighting {
  return { ...sighting, fills: [...sighting.fills, ...sighting.fills] };
}

export function quantityOf(fills: readonly Pick<BrokerFill, 'quantity'>[]): Decimal {
  return fills.length === 0 ? ZERO : sum(fills.map(({ quantity }) => quantity));
}
