import { clip, textOf } from '../message.js';
import type { HttpService } from './http-service.js';

export interface DiscordSettings {
  /** A channel's webhook, such as https://discord.com/api/webhooks/1234/abcd. */
  readonly url: string;
}

const MAX_LENGTH = 2000;

/** No preview of an address in the text. */
const SUPPRESS_EMBEDS = 4;

/**
 * Discord (https://discord.com/developers/docs/resources/webhook#execute-webhook). With `wait` it answers whether it took the
 * message.
 */
export function discord({ url }: DiscordSettings): HttpService {
  const webhook = new URL(url);
  webhook.searchParams.set('wait', 'true');
  return {
    name: 'discord',
    url: webhook,
    secrets: [],
    requestFor: (message) => ({
      body: {
        content: clip(escapeMarkdown(textOf(message)), MAX_LENGTH),
        allowed_mentions: { parse: [] },
        flags: SUPPRESS_EMBEDS,
      },
    }),
    adviseOn: (status) =>
      status === 401 || status === 404 ? 'the webhook is gone: make a new one, and set notify.discord.url' : undefined,
  };
}

/** A backslash before each character that Markdown may take for its own. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\*_~`|<>[\]()#@]/g, '\\$&').replaceAll(/^[-+]/gm, '\\$&');
}
