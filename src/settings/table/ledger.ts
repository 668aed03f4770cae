import { databaseUrl } from '../../core/values/addresses/database-url.js';
import { seconds } from '../../core/values/numbers/seconds.js';
import { oneOf } from '../../core/values/one-of.js';
import { optional, required } from '../setting.js';

/** Where the ledger is. */
export const ledger = {
  databaseUrl: optional(databaseUrl, {
    key: 'database_url',
    meaning: 'where the ledger is',
    unset: 'crypto-bot.db in the data folder',
    option: { usage: '--db <url>', summary: 'the ledger: file:PATH or postgresql://…' },
    env: 'DATABASE_URL',
    example: 'file:/home/me/crypto-bot.db',
    secret: true,
  }),
  copyTo: optional(databaseUrl, {
    key: 'copy_to',
    meaning: 'the ledger that copy writes to',
    unset: 'none: copy needs --to',
    option: {
      usage: '--to <url>',
      summary: 'the ledger to copy to (CRYPTO_BOT_COPY_TO keeps a password out of sight)',
    },
    example: 'postgresql://me:my-password@db.example:5432/crypto_bot',
    secret: true,
  }),
  newLedger: required(oneOf(['unless-known', 'always', 'never']), 'unless-known', {
    key: 'new_ledger',
    meaning:
      'whether a ledger is begun where there is none: unless an earlier run of this user saw one there, always, or never',
  }),
  databaseTimeoutMs: required(seconds(600), '20', {
    key: 'database_timeout_seconds',
    meaning: 'how long to wait for a ledger that is busy, or a server that is down',
  }),
};
