import { clip, type Message } from '../message.js';
import type { HttpService } from './http-service.js';

export interface NtfySettings {
  /** The topic's address, such as https://ntfy.sh/my-secret-topic. */
  readonly url: string;
  /** An access token, for a topic that is protected. */
  readonly token: string | undefined;
}

/** A message of more than 4096 bytes would arrive as an attached file; a UTF-16 unit takes at most three. */
const MAX_LENGTH = 1365;

/**
 * ntfy (https://docs.ntfy.sh/publish/#publish-as-json): JSON to the server's root, which names the topic. The other way has
 * the title in a header, where there is no Unicode.
 */
export function ntfy({ url, token }: NtfySettings): HttpService {
  const topic = new URL(url);
  const root = new URL('.', topic);
  return {
    name: 'ntfy',
    url: root,
    secrets: [topic.pathname, topic.pathname.slice(root.pathname.length), ...(token ? [token] : [])],
    requestFor: ({ title, lines, event }) => ({
      headers: token ? { authorization: `Bearer ${token}` } : {},
      body: {
        topic: topic.pathname.slice(root.pathname.length),
        title,
        message: clip(lines.join('\n'), MAX_LENGTH),
        tags: [tags[event]],
        priority: isUrgent(event) ? 4 : 3,
      },
    }),
    adviseOn: (status) =>
      status === 401 || status === 403 ? 'check notify.ntfy.token, and that it may publish to the topic' : undefined,
  };
}

/** Its names of emojis: https://docs.ntfy.sh/emojis/. */
const tags: Readonly<Record<Message['event'], string>> = {
  purchase: 'moneybag',
  problem: 'warning',
  silence: 'zzz',
  digest: 'bar_chart',
  test: 'white_check_mark',
};

function isUrgent(event: Message['event']): boolean {
  return event === 'problem' || event === 'silence';
}
