import type { Message } from '../../src/notify/message.js';
import type { ServiceSettings } from '../../src/notify/services.js';
import {
  type MessageServer,
  NTFY_TOKEN,
  TELEGRAM_CHAT,
  TELEGRAM_TOKEN,
  WEBHOOK_SECRET,
} from '../support/message-server.js';

export const aMessage: Message = {
  id: '20261122T222112951Z-0123abcd-purchase',
  event: 'purchase',
  at: '2026-11-22T22:21:12.951Z',
  title: 'crypto-bot bought bitcoin',
  lines: ['0.5 bitcoin at 49053: 24526.5 usd'],
  tickId: '20261122T222112951Z-0123abcd',
  since: null,
  purchases: [{ coin: 'bitcoin', quantity: '0.5', price: '49053', notional: '24526.5' }],
};

/** Every service over HTTP, at a local server. */
export function settingsFor({ env }: MessageServer): ServiceSettings {
  const url = (name: string) => env[`CRYPTO_BOT_NOTIFY_${name}_URL`] ?? '';
  return {
    ntfy: { url: url('NTFY'), token: NTFY_TOKEN },
    telegram: { url: url('TELEGRAM'), token: TELEGRAM_TOKEN, chat: TELEGRAM_CHAT },
    discord: { url: url('DISCORD') },
    slack: { url: url('SLACK') },
    webhook: { url: url('WEBHOOK'), secret: WEBHOOK_SECRET },
  };
}
