import { CryptoBotError } from '../../errors.js';
import type { Message } from '../../notify/message.js';
import type { Context } from '../context.js';

/**
 * Records the test message for services that took it and had not taken earlier messages, so that `status` names them no longer.
 * A ledger that cannot be used is a warning.
 */
export async function recordTaken(message: Message, services: readonly string[], context: Context): Promise<void> {
  try {
    const repaired = await servicesInTrouble(context);
    const takers = services.filter((service) => repaired.includes(service));
    if (takers.length > 0) await recordDelivered(message, takers, context);
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    context.log.warn(`what "crypto-bot status" says of messages stays as it is: ${error.message}`);
  }
}

async function servicesInTrouble({ config, ports }: Context): Promise<string[]> {
  if ((await ports.findLedger(config.databaseTimeoutMs)).is !== 'ready') return [];
  const ledger = await ports.openLedger('read', { isQuiet: true });
  try {
    return (await ledger.loadUndelivered()).map(({ service }) => service);
  } finally {
    await ledger.close();
  }
}

async function recordDelivered(message: Message, services: readonly string[], { config, ports }: Context) {
  const ledger = await ports.openLedger('write', { mustExist: true });
  try {
    const notice = {
      messageId: message.id,
      topic: message.event,
      message: JSON.stringify(message),
      createdAt: config.now,
    };
    await ledger.keep({ notices: services.map((service) => ({ ...notice, service })) });
    for (const service of services) await ledger.recordTry({ ...notice, service }, { deliveredAt: config.now });
  } finally {
    await ledger.close();
  }
}
