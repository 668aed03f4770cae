import { filePath } from '../../core/values/file-path.js';
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
  metricsFile: optional(filePath, {
    key: 'metrics.file',
    meaning: "the file that each run replaces with its figures, in Prometheus' text format",
    unset: 'none',
    example: '/var/lib/prometheus/node-exporter/crypto-bot.prom',
  }),
};
