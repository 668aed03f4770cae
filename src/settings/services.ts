import type { MailServer } from './kinds/destinations.js';
import type { Values } from './settings.js';
import { notify } from './table/notify.js';

export type NotifyValues = Pick<Values, keyof typeof notify>;

/** The services that are set up, each by what it needs. */
export interface ConfiguredServices {
  readonly ntfy?: { readonly url: string; readonly token: string | undefined };
  readonly telegram?: { readonly url: string; readonly token: string; readonly chat: string };
  readonly discord?: { readonly url: string };
  readonly slack?: { readonly url: string };
  readonly webhook?: { readonly url: string; readonly secret: string | undefined };
  readonly email?: { readonly server: MailServer; readonly from: string; readonly to: string };
}

/** What the settings say of services. */
export function servicesOf(values: NotifyValues): ConfiguredServices {
  const { ntfyUrl, telegramToken: token, telegramChat: chat, discordUrl, slackUrl, webhookUrl } = values;
  const { emailUrl: server, emailFrom: from, emailTo: to } = values;
  return {
    ...(ntfyUrl && { ntfy: { url: ntfyUrl, token: values.ntfyToken } }),
    ...(token && chat && { telegram: { url: values.telegramUrl, token, chat } }),
    ...(discordUrl && { discord: { url: discordUrl } }),
    ...(slackUrl && { slack: { url: slackUrl } }),
    ...(webhookUrl && { webhook: { url: webhookUrl, secret: values.webhookSecret } }),
    ...(server && from && to && { email: { server, from, to } }),
  };
}

/** The settings that are of no use without another one. */
const needs: readonly (readonly [name: keyof NotifyValues, needed: keyof NotifyValues])[] = [
  ['ntfyToken', 'ntfyUrl'],
  ['telegramToken', 'telegramChat'],
  ['telegramChat', 'telegramToken'],
  ['webhookSecret', 'webhookUrl'],
  ['emailUrl', 'emailFrom'],
  ['emailUrl', 'emailTo'],
  ['emailFrom', 'emailUrl'],
  ['emailTo', 'emailUrl'],
];

/** What is missing of services that are set up in part. A setting that is wrong is not missing. */
export function incompleteServices(given: Readonly<Partial<Record<keyof NotifyValues, unknown>>>): string[] {
  return needs.flatMap(([name, needed]) =>
    given[name] && !given[needed]
      ? [`${notify[name].key} is set, but ${notify[needed].key} is not: set both, or none`]
      : [],
  );
}
