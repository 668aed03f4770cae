/** What the owner of a small world does about its open orders, one after the other, as the commands below `orders` do it. */
import { cancelOrder } from '../../src/act/cancel-order.js';
import { resolveOrder } from '../../src/act/resolve-order.js';
import type { OrderPorts, Run } from '../../src/act/run.js';
import { ZERO } from '../../src/core/money.js';
import { averagePrice } from '../../src/core/order/execution.js';
import type { OrderRecord } from '../../src/core/order/order.js';
import { CryptoBotError } from '../../src/errors.js';
import { type Entry, quantityOf, type ScriptedExchange } from '../broker/scripted.js';

/** The first is that nothing is done. What is said is about orders in sending. */
export const deeds = [
  'waits',
  'cancels all',
  'says what is true',
  'says none was sent',
  'says all were filled',
] as const;
export type Deed = (typeof deeds)[number];

/** What an order has bought, as its owner says; null for nothing. */
type Said = Pick<OrderRecord, 'quantity' | 'price'> | null;

/** Does it with every open order: what a broker refuses, or does not answer, is left as it is. */
export async function actAsOwner(deed: Deed, hands: OrderPorts, run: Run, exchange: ScriptedExchange): Promise<void> {
  for (const order of await hands.ledger.loadOpenOrders())
    await change(deed, hands, run, exchange, order).catch((error: unknown) => {
      if (!(error instanceof CryptoBotError) || error.code !== 'broker') throw error;
    });
}

async function change(deed: Deed, hands: OrderPorts, run: Run, exchange: ScriptedExchange, order: OrderRecord) {
  if (deed === 'waits') return;
  if (deed === 'cancels all') return void (await cancelOrder(hands, run, order));
  const entry = exchange.entries.get(order.clientOrderId);
  const said = sayingOf(deed, run, exchange, order, entry);
  if (order.status !== 'sending' || said === undefined) return;
  const more = { tradeId: 'by-hand', fee: ZERO, feeCurrency: null, at: run.now };
  await resolveOrder(hands, run, order, said && { ...said, ...more });
  await expectAsSaid(hands, order, said);
  if (entry && !isTrue(said, exchange, entry)) entry.isMisjudged = true;
}

/** Undefined where the owner waits, since the order is open at the exchange. */
function sayingOf(
  deed: Deed,
  { now }: Run,
  exchange: ScriptedExchange,
  order: OrderRecord,
  entry: Entry | undefined,
): Said | undefined {
  if (deed === 'says none was sent') return null;
  if (deed === 'says all were filled') return { quantity: order.quantity, price: order.price };
  if (!entry || entry.arrivesAt > now.getTime()) return null; // as far as its owner sees
  if (exchange.isOpen(entry)) return undefined;
  const fills = exchange.tradesOf(entry);
  const price = averagePrice({ fills: fills.map((fill) => ({ ...fill, lateDay: null })) });
  return price && { quantity: quantityOf(fills), price };
}

function isTrue(said: Said, exchange: ScriptedExchange, entry: Entry): boolean {
  const bought = quantityOf(exchange.tradesOf(entry));
  return !exchange.isOpen(entry) && bought.equals(said?.quantity ?? ZERO);
}

async function expectAsSaid({ ledger }: OrderPorts, { id }: OrderRecord, said: Said): Promise<void> {
  const after = await ledger.loadOrder(id);
  const [fill, ...others] = after?.fills ?? [];
  const isSame = said ? said.quantity.equals(fill?.quantity ?? 0) && said.price.equals(fill?.price ?? 0) : !fill;
  if (after?.status !== (said ? 'filled' : 'rejected') || !isSame || others.length > 0)
    throw new Error(`${id} is ${after?.status}, and not as its owner said`);
}
