import { randomUUID } from 'node:crypto';
import { configError } from '../../errors.js';
import { composeTest } from '../../notify/compose.js';
import type { Service } from '../../notify/service.js';
import { notifySettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';

/** All services together. */
const SENDING_MS = 10_000;

/** Sends a message to each service that is set up, and says what came back. */
export const command = defineCommand({
  uses: notifySettings,
  examples: ['crypto-bot notify test'],
  exitCodes: { 5: null, [NEEDS_A_PERSON]: 'a service did not take it' },
  run: async ({ config, ports, terminal }) => {
    const id = randomUUID();
    const { services, close } = await ports.openOutside(id);
    const sending = new AbortController();
    const stop = setTimeout(() => sending.abort(), SENDING_MS);
    try {
      if (services.length === 0)
        throw configError('nobody is told of anything: set up a service, such as notify.ntfy.url, then repeat this');
      const message = composeTest({ id, at: config.now });
      const tell = async (service: Service) => {
        const outcome = await service.send(message, sending.signal);
        const isTaken = outcome.status === 'delivered';
        return { isTaken, line: isTaken ? `${service.name}: delivered to ${service.place}` : outcome.problem };
      };
      const told = await Promise.all(services.map(tell));
      await terminal.print(`${told.map(({ line }) => line).join('\n')}\n`);
      return told.every(({ isTaken }) => isTaken) ? 0 : NEEDS_A_PERSON;
    } finally {
      clearTimeout(stop);
      await close();
    }
  },
});
