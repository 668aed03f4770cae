import { cancelOrder } from '../../act/cancel-order.js';
import { brokerSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { changeOrder, order } from './change-order.js';

/** Cancels what is left of an order, and prints the order. */
export const command = defineCommand({
  uses: brokerSettings,
  arguments: { order },
  options: { json },
  examples: ['crypto-bot orders cancel 20261122T222112951Z-6fca0d5a-bitcoin'],
  exitCodes: { 4: 'the broker was not reached, or nobody knows what became of the order' },
  run: (context, given) => changeOrder(context, given, cancelOrder),
});
