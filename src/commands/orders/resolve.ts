import { resolveOrder } from '../../act/resolve-order.js';
import { ZERO } from '../../core/money.js';
import type { BrokerFill } from '../../core/order/events.js';
import type { OrderRecord, OrderStatus } from '../../core/order/order.js';
import { amount } from '../../core/values/numbers/amount.js';
import { decimalBetween } from '../../core/values/numbers/decimal.js';
import { oneOf } from '../../core/values/one-of.js';
import { instant } from '../../core/values/times/instant.js';
import { usageError } from '../../errors.js';
import { brokerSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { option } from '../input.js';
import { changeOrder, order } from './change-order.js';

const outcomes = ['filled', 'never-sent'] as const;

/** Zero, too: some trades cost nothing. */
const feeAmount = decimalBetween('0', '999999999999999');

/** Closes an order of which nobody knows what became, by its owner's word. */
export const command = defineCommand({
  uses: brokerSettings,
  arguments: { order },
  options: {
    as: option('--as <outcome>', 'what became of it', oneOf(outcomes), { example: 'never-sent' }),
    quantity: option('--quantity <n>', 'how much it bought (default: all of it)', amount, { example: '0.5' }),
    price: option('--price <n>', 'what it paid for one coin', amount, { example: '19113.66' }),
    fee: option('--fee <n>', 'what it paid for the trade, in the quote currency (default: 0)', feeAmount, {
      example: '1.5',
    }),
    at: option('--at <time>', 'when it bought (default: when it was sent)', instant, {
      example: '2026-11-22T12:00:00Z',
    }),
    json,
  },
  examples: [
    'crypto-bot orders resolve ORDER --as never-sent',
    'crypto-bot orders resolve ORDER --as filled --price 19113.66 --fee 5',
  ],
  exitCodes: { 4: 'the broker was not reached, has the order, or may yet get it' },
  check: ({ as, quantity, price, fee, at }) => [
    ...(as ? [] : [`--as is missing, but expected one of ${outcomes.join(', ')}`]),
    ...(as === 'filled' && !price ? ['--as filled needs --price, such as --price 19113.66'] : []),
    ...(as === 'never-sent' && (quantity || price || fee || at)
      ? ['--as never-sent takes no --quantity, --price, --fee or --at: nothing was bought']
      : []),
  ],
  run: (context, { as, quantity, price, fee, at, ...given }) =>
    changeOrder(context, given, (ports, run, found) => {
      if (found.status !== 'sending') throw usageError(`the order ${found.id} is ${found.status}: ${advice(found)}`);
      if (as !== 'filled' || !price) return resolveOrder(ports, run, found, null);
      const bought = quantity ?? found.quantity;
      if (bought.greaterThan(found.quantity))
        throw usageError(`--quantity is ${bought}, but the order ${found.id} is for ${found.quantity} only`);
      const fill: BrokerFill = {
        tradeId: 'by-hand',
        quantity: bought,
        price,
        fee: fee ?? ZERO,
        feeCurrency: fee?.greaterThan(ZERO) ? (found.pair?.split('/')[1] ?? null) : null,
        at: at ?? found.sentAt ?? found.promisedAt,
      };
      return resolveOrder(ports, run, found, fill);
    }),
});

const advices: Partial<Record<OrderStatus, string>> = {
  promised: 'it was not sent yet; crypto-bot orders cancel takes it back',
  acknowledged: 'the broker has it; crypto-bot orders cancel asks for an end of it',
  'partially-filled': 'the broker has it; crypto-bot orders cancel asks for an end of it',
};

function advice({ status }: OrderRecord): string {
  return advices[status] ?? 'there is nothing to resolve';
}
