import { secretUrl } from '../kinds/destinations.js';
import { optional } from '../setting.js';

/** What watches over runs. */
export const monitoring = {
  healthcheckUrl: optional(secretUrl, {
    key: 'healthcheck.url',
    meaning: 'the ping URL of a check at healthchecks.io or a similar service, which is told of each run',
    unset: 'none',
    example: 'https://hc-ping.com/my-check',
    secret: true,
  }),
};
