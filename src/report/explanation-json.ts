import type { Decision } from '../core/decisions/decision.js';
import { encodeInputs } from '../core/decisions/inputs.js';
import type { Recomputation } from '../core/decisions/recompute.js';
import type { Fill, Order, Tick } from '../core/model.js';
import { toExactString } from '../core/money.js';
import type { OrderRecord } from '../core/order/order.js';
import type { Explanation } from './explanation.js';
import { exactOrNull } from './format/fields.js';
import { renderJsonList } from './format/json-list.js';

/** What `why --json` prints: one object, a decision a line. */
export function renderExplanationsJson(explanations: AsyncIterable<Explanation>): AsyncGenerator<string> {
  return renderJsonList('decisions', explanations, pickExplanation);
}

function pickExplanation({ recorded, again }: Explanation) {
  const { tick, decision, order } = recorded;
  return {
    tick: pickTick(tick),
    coin: decision.coin,
    symbol: decision.symbol,
    ...pickDecided(decision, order),
    ...(order && { order: pickLife(order) }),
    inputs: decision.inputs && encodeInputs(decision.inputs),
    fills: (order?.fills ?? []).map(pickFill),
    again: pickAgain(again),
  };
}

function pickTick({ id, startedAt, slot, market, quoteCurrency, strategy }: Tick) {
  return { id, startedAt: startedAt.toISOString(), slot, market, quoteCurrency, strategy };
}

function pickDecided({ price, average, action, reason }: Decision, order: Order | null) {
  return {
    price: exactOrNull(price),
    average: exactOrNull(average),
    action,
    reason,
    order: order && pickOrder(order),
  };
}

function pickOrder({ id, side, quantity, price }: Order) {
  return { id, side, quantity: toExactString(quantity), price: toExactString(price) };
}

/** The order with what became of it. */
function pickLife(order: OrderRecord) {
  const { status, reason, promisedAt, sentAt, closedAt } = order;
  return {
    ...pickOrder(order),
    status,
    reason,
    promisedAt: promisedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

function pickFill({ quantity, price, fee, feeCurrency, at }: Fill) {
  return {
    quantity: toExactString(quantity),
    price: toExactString(price),
    cost: toExactString(quantity.times(price)),
    fee: toExactString(fee),
    feeCurrency,
    at: at.toISOString(),
  };
}

function pickAgain(again: Recomputation) {
  return 'decision' in again
    ? { verdict: again.verdict, differences: again.differences, ...pickDecided(again.decision, again.order) }
    : { verdict: again.verdict };
}
