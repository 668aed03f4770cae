import { filePath } from '../../core/values/file-path.js';
import { count } from '../../core/values/numbers/count.js';
import { optional, required } from '../setting.js';

/** Where events are logged. */
export const log = {
  logFile: optional(filePath, {
    key: 'log.file',
    meaning: 'where events are logged, or - for stderr',
    unset: 'app.log in the log folder',
    example: '/var/log/crypto-bot/app.log',
  }),
  logMaxBytes: required(count(10_000, 999_999_999), '1000000', {
    key: 'log.max_bytes',
    meaning: 'how long the log may grow before it is rotated; 5 old ones are kept',
  }),
};
