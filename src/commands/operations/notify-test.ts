import { randomUUID } from 'node:crypto';
import { configError } from '../../errors.js';
import { composeTest } from '../../notify/compose.js';
import type { Service } from '../../notify/service.js';
import { notifySettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { recordTaken } from './record-taken.js';

/** All services together. */
const SENDING_MS = 10_000;

/** Sends a message to each service that is set up, and says what came back. */
export const command = defineCommand({
  uses: notifySettings,
  examples: ['crypto-bot notify test'],
  exitCodes: { 0: 'each service took it', 5: null, [NEEDS_A_PERSON]: 'a service did not take it' },
  run: async (context) => {
    const { config, ports, terminal } = context;
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
        const line = isTaken ? `${service.name}: delivered to ${service.place}` : outcome.problem;
        return { service: service.name, isTaken, line };
      };
      const told = await Promise.all(services.map(tell));
      await terminal.print(`${told.map(({ line }) => line).join('\n')}\n`);
      const takers = told.flatMap(({ service, isTaken }) => (isTaken ? [service] : []));
      await recordTaken(message, takers, context);
      return told.every(({ isTaken }) => isTaken) ? 0 : NEEDS_A_PERSON;
    } finally {
      clearTimeout(stop);
      await close();
    }
  },
});
