import * as v from 'valibot';
import { Decimal } from '../../../src/core/money.js';
import type { Pair } from '../journal.js';
import type { Answer, Request } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import type { OrderRequest } from '../venue.js';
import { configuration, failure, ok } from './bodies.js';

/** A client order id that was used before gives the order that it then made: no other is made. */
export function createOrder(coinbase: ExchangeSimulator, { body }: Request): Answer {
  const asked = parse(body);
  const { venue } = coinbase;
  if (!asked?.clientOrderId) return failure(400, 'INVALID_ARGUMENT', 'client_order_id is required');
  const { clientOrderId, productId } = asked;
  const pair = venue.pairs.find(({ id }) => id === productId);
  if (!pair) return failure(400, 'INVALID_ARGUMENT', `ProductID "${productId}" could not be found.`);
  const earlier = venue.state().orders.find((one) => one.clientOrderId === clientOrderId);
  if (earlier) return accepted(earlier);
  const refusal = refusalOf(coinbase, pair, asked);
  const { quantity, limitPrice, timeInForce } = asked;
  if (refusal || !quantity || !limitPrice || !timeInForce)
    return refused(asked, refusal ?? 'UNSUPPORTED_ORDER_CONFIGURATION');
  const placed = venue.place({ clientOrderId, pair, quantity, limitPrice, timeInForce });
  if (placed === 'insufficient funds')
    return refused(asked, 'INSUFFICIENT_FUND', 'Insufficient balance in source account');
  return accepted(placed);
}

export function cancelOrders({ venue }: ExchangeSimulator, { body }: Request): Answer {
  const parsed = v.safeParse(cancelBody, jsonOf(body));
  if (!parsed.success) return failure(400, 'INVALID_ARGUMENT', 'order_ids is required');
  const results = parsed.output.order_ids.map((id) => {
    const cancelled = venue.cancel(id);
    const failure_reason = cancelled ? 'UNKNOWN_CANCEL_FAILURE_REASON' : 'UNKNOWN_CANCEL_ORDER';
    return { success: cancelled !== null, failure_reason, order_id: id };
  });
  return ok({ results });
}

export function clientOrderIdOf({ body }: Request): string | null {
  return parse(body)?.clientOrderId ?? null;
}

interface Asked {
  readonly clientOrderId: string | null;
  readonly productId: string;
  readonly side: string;
  readonly quantity: Decimal | null;
  readonly limitPrice: Decimal | null;
  /** Null where the configuration is none of those for limit orders. */
  readonly timeInForce: OrderRequest['timeInForce'] | null;
  /** As it was sent. */
  readonly configuration: unknown;
}

const size = v.optional(
  v.object({ base_size: v.string(), limit_price: v.string(), post_only: v.optional(v.boolean()) }),
);
const orderBody = v.object({
  client_order_id: v.optional(v.string()),
  product_id: v.string(),
  side: v.string(),
  order_configuration: v.object({ sor_limit_ioc: size, limit_limit_gtc: size }),
});
const cancelBody = v.object({ order_ids: v.array(v.string()) });

function parse(body: string): Asked | null {
  const parsed = v.safeParse(orderBody, jsonOf(body));
  if (!parsed.success) return null;
  const { client_order_id, product_id, side, order_configuration } = parsed.output;
  const { sor_limit_ioc: ioc, limit_limit_gtc: gtc } = order_configuration;
  const asked = ioc ?? gtc;
  return {
    clientOrderId: client_order_id ?? null,
    productId: product_id,
    side,
    quantity: amount(asked?.base_size),
    limitPrice: amount(asked?.limit_price),
    timeInForce: ioc ? 'IOC' : gtc ? 'GTC' : null,
    configuration: order_configuration,
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function amount(text: string | undefined): Decimal | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null;
}

function refusalOf(coinbase: ExchangeSimulator, pair: Pair, asked: Asked): string | null {
  const { quantity, limitPrice, side, timeInForce } = asked;
  if (coinbase.mode === 'cancel only') return 'ORDER_ENTRY_DISABLED';
  if (side !== 'BUY') return 'INVALID_SIDE';
  if (!timeInForce) return 'UNSUPPORTED_ORDER_CONFIGURATION';
  if (!quantity?.mod(pair.step).isZero()) return 'INVALID_SIZE_PRECISION';
  if (!limitPrice?.gt(0)) return 'INVALID_LIMIT_PRICE';
  if (!limitPrice.mod(pair.tick).isZero()) return 'INVALID_PRICE_PRECISION';
  if (quantity.lt(pair.minimumQuantity)) return 'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL';
  return quantity.times(limitPrice).lt(pair.minimumNotional) ? 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL' : null;
}

/** Reasons from before an order is made have a field of their own. */
function refused({ configuration: order_configuration }: Asked, reason: string, message = ''): Answer {
  const isPreview = reason.startsWith('PREVIEW_');
  return ok({
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: {
      error: isPreview ? 'UNKNOWN_FAILURE_REASON' : reason,
      message,
      error_details: '',
      ...(isPreview ? { preview_failure_reason: reason } : { new_order_failure_reason: reason }),
    },
    order_configuration,
  });
}

function accepted(order: OrderRequest & { readonly id: string }): Answer {
  return ok({
    success: true,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: order.id,
    success_response: {
      order_id: order.id,
      product_id: order.pair.id,
      side: 'BUY',
      client_order_id: order.clientOrderId,
    },
    order_configuration: configuration(order),
  });
}
