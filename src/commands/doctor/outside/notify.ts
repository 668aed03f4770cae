import { randomUUID } from 'node:crypto';
import { type Check, fine, notChecked, wrong } from '../check.js';

/** Whether the services that take messages can be reached. No message is sent. */
export const notify: Check = {
  name: 'notify',
  look: async (surroundings) => {
    const { services, close } = await surroundings.context().ports.openOutside(randomUUID());
    try {
      if (services.length === 0) return notChecked('no service is set up, so nobody is told of trouble');
      const signal = AbortSignal.timeout(surroundings.timeoutMs);
      const outcomes = await Promise.all(services.map((service) => service.reach(signal)));
      const problems = outcomes.flatMap((outcome) => (outcome.status === 'failed' ? [outcome.problem] : []));
      if (problems.length > 0) return wrong(problems.join('; '), 'then try it with "crypto-bot notify test"');
      return fine(`${services.map(({ name, place }) => `${name} (${place})`).join(', ')} can be reached`);
    } finally {
      await close();
    }
  },
};
