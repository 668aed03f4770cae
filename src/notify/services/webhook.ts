import { createHmac } from 'node:crypto';
import type { HttpService } from './http-service.js';

export interface WebhookSettings {
  readonly url: string;
  /** A secret that the receiver knows, too. Without it nothing is signed. */
  readonly secret: string | undefined;
}

/**
 * JSON to an address of the user's own. The signature shows the receiver that a body is ours and complete. The delivery's id is
 * the same at every try, so the receiver knows whether it has the message already.
 */
export function webhook({ url, secret }: WebhookSettings): HttpService {
  return {
    name: 'webhook',
    url: new URL(url),
    secrets: secret ? [secret] : [],
    requestFor: ({ id, event, at, title, lines, tickId, purchases }) => {
      const body = JSON.stringify({ id, event, at, title, text: lines.join('\n'), tickId, purchases });
      const signature = secret && createHmac('sha256', secret).update(body).digest('hex');
      return {
        headers: {
          'x-crypto-bot-delivery': id,
          ...(signature && { 'x-crypto-bot-signature': `sha256=${signature}` }),
        },
        body,
      };
    },
    adviseOn: () => undefined,
  };
}
