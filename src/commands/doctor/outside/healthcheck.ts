import { randomUUID } from 'node:crypto';
import { type Check, fine, notChecked, wrong } from '../check.js';

/** Whether the health check can be reached. It is not pinged. */
export const healthcheck: Check = {
  name: 'healthcheck',
  look: async (surroundings) => {
    const { healthcheck, close } = await surroundings.context().ports.openOutside(randomUUID());
    try {
      if (!healthcheck) return notChecked('healthcheck.url is not set, so nobody notices when runs stop');
      const failure = await healthcheck.reach(AbortSignal.timeout(surroundings.timeoutMs));
      return failure ? wrong(failure.what, failure.advice) : fine('its service can be reached');
    } finally {
      await close();
    }
  },
};
