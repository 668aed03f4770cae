import { clip, textOf } from '../message.js';
import type { HttpService } from './http-service.js';

export interface SlackSettings {
  /** An incoming webhook, such as https://hooks.slack.com/services/T0/B0/abcd. */
  readonly url: string;
}

/** It truncates beyond 40,000, and advises to stay under this. */
const MAX_LENGTH = 4000;

/** Slack (https://api.slack.com/messaging/webhooks): with `mrkdwn` off only its three control characters are escaped. */
export function slack({ url }: SlackSettings): HttpService {
  const webhook = new URL(url);
  return {
    name: 'slack',
    url: webhook,
    secrets: [],
    requestFor: (message) => ({
      body: { text: escapeControl(clip(textOf(message), MAX_LENGTH)), mrkdwn: false },
    }),
    adviseOn: (status) =>
      [403, 404, 410].includes(status)
        ? 'the webhook or its channel is gone: make a new one, and set notify.slack.url'
        : undefined,
  };
}

/** https://api.slack.com/reference/surfaces/formatting#escaping */
function escapeControl(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
