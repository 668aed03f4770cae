import type { ExchangeApi } from '../api.js';
import type { Finding, SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';

/**
 * Looks for orders, by client order id. An order is absent when a look that began after it could last have arrived, and a
 * grace, was thorough and complete, and has it nowhere; by the exchange's clock. One that is closed already is only looked up in
 * the lists of orders: these are asked again by each run for days. Throws a broker CryptoBotError when an
 * answer is missing or cannot be read: then nothing is known.
 */
export async function findOrders(
  api: ExchangeApi,
  connection: Connection,
  orders: readonly (SentOrder & { readonly isClosed: boolean })[],
  graceMs: number,
): Promise<ReadonlyMap<string, Finding>> {
  await connection.skewMs();
  const beganMs = connection.now();
  const findings = new Map<string, Finding>();
  const couldArriveUntil = ({ sentAt }: SentOrder) => sentAt.getTime() + api.orderExpiryMs + graceMs;
  for (const thorough of [false, true]) {
    const some = orders.filter((order) => (!order.isClosed && beganMs > couldArriveUntil(order)) === thorough);
    if (some.length === 0) continue;
    const seen = await api.find(connection, some, { thorough });
    for (const order of some) {
      const sighting = seen.get(order.clientOrderId);
      const until = new Date(couldArriveUntil(order));
      findings.set(
        order.clientOrderId,
        sighting ? { kind: 'found', sighting } : thorough ? { kind: 'absent' } : { kind: 'not-seen', until },
      );
    }
  }
  return findings;
}
