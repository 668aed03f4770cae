import type { MailServer } from './kinds/destinations.js';
import type { Values } from './settings.js';
import type { notify } from './table/notify.js';

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

/** What is missing of services that are set up in part. */
export function incompleteServices(values: NotifyValues): string[] {
  const needs: readonly (readonly [key: string, set: boolean, needed: string, there: boolean])[] = [
    ['notify.ntfy.token', !!values.ntfyToken, 'notify.ntfy.url', !!values.ntfyUrl],
    ['notify.telegram.token', !!values.telegramToken, 'notify.telegram.chat', !!values.telegramChat],
    ['notify.telegram.chat', !!values.telegramChat, 'notify.telegram.token', !!values.telegramToken],
    ['notify.webhook.secret', !!values.webhookSecret, 'notify.webhook.url', !!values.webhookUrl],
    ['notify.email.url', !!values.emailUrl, 'notify.email.from', !!values.emailFrom],
    ['notify.email.url', !!values.emailUrl, 'notify.email.to', !!values.emailTo],
    ['notify.email.from', !!values.emailFrom, 'notify.email.url', !!values.emailUrl],
    ['notify.email.to', !!values.emailTo, 'notify.email.url', !!values.emailUrl],
  ];
  return needs.flatMap(([key, set, needed, there]) =>
    set && !there ? [`${key} is set, but ${needed} is not: set both, or none`] : [],
  );
}
