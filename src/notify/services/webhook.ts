import { createHmac } from 'node:crypto';
import type { HttpService } from './http-service.js';

export interface WebhookSettings {
  readonly url: string;
  /** What the receiver knows, too; without it nothing is signed. */
  readonly secret: string | undefined;
}

/**
 * JSON to an address of the user's own. The receiver knows by the signature that a body is ours and whole, and by the
 * delivery's id, which is the same at every try, whether it has it already.
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
