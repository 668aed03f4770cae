import type { Decision } from '../core/decisions/decision.js';
import { encodeInputs } from '../core/decisions/inputs.js';
import type { Recomputation } from '../core/decisions/recompute.js';
import type { Fill, Order, Tick } from '../core/model.js';
import { toExactString } from '../core/money.js';
import type { Explanation } from './explanation.js';
import { inChunks } from './format/chunks.js';
import { exactOrNull } from './format/fields.js';

/** What `why --json` prints: one object, a decision a line, in chunks, so that memory stays flat. */
export function renderExplanationsJson(explanations: AsyncIterable<Explanation>): AsyncGenerator<string> {
  return inChunks(pieces(explanations));
}

async function* pieces(explanations: AsyncIterable<Explanation>): AsyncGenerator<string> {
  yield '{"decisions":[';
  let separator = '\n';
  for await (const explanation of explanations) {
    yield separator + JSON.stringify(pickExplanation(explanation));
    separator = ',\n';
  }
  yield separator === '\n' ? ']}\n' : '\n]}\n';
}

function pickExplanation({ recorded, again }: Explanation) {
  const { tick, decision, order } = recorded;
  return {
    tick: pickTick(tick),
    coin: decision.coin,
    symbol: decision.symbol,
    ...pickDecided(decision, order),
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

function pickFill({ quantity, price, fee, at }: Fill) {
  return {
    quantity: toExactString(quantity),
    price: toExactString(price),
    cost: toExactString(quantity.times(price)),
    fee: toExactString(fee),
    at: at.toISOString(),
  };
}

function pickAgain(again: Recomputation) {
  return 'decision' in again
    ? { verdict: again.verdict, differences: again.differences, ...pickDecided(again.decision, again.order) }
    : { verdict: again.verdict };
}
