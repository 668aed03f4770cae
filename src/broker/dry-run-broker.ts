import type { Broker } from './broker.js';
import { createPaperBroker } from './paper.js';

/**
 * What a dry run buys from: on the terms of a broker, which is asked for all that it tells, with the balance of its account.
 * Orders are filled at the price decided on, here. None was sent before, so none is looked for.
 */
export function createDryRunBroker(broker: Broker): Broker {
  if (!broker.isRemote) return broker;
  const paper = createPaperBroker();
  return {
    ...paper,
    name: broker.name,
    instruments: (quotes) => broker.instruments(quotes),
    account: () => broker.account(),
  };
}
