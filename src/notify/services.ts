import type { Poster } from '../http/poster.js';
import type { Service } from './service.js';
import { type DiscordSettings, discord } from './services/discord.js';
import { type EmailSettings, email } from './services/email.js';
import { overHttp } from './services/http-service.js';
import { type NtfySettings, ntfy } from './services/ntfy.js';
import { type SlackSettings, slack } from './services/slack.js';
import { type TelegramSettings, telegram } from './services/telegram.js';
import { type WebhookSettings, webhook } from './services/webhook.js';

/** Those that are set up. */
export interface ServiceSettings {
  readonly ntfy?: NtfySettings;
  readonly telegram?: TelegramSettings;
  readonly discord?: DiscordSettings;
  readonly slack?: SlackSettings;
  readonly webhook?: WebhookSettings;
  readonly email?: EmailSettings;
}

/** Every service that is set up. A new one is a file and two lines here. */
export function openServices(settings: ServiceSettings, poster: Poster): Service[] {
  const overHttpOnes = [
    settings.ntfy && ntfy(settings.ntfy),
    settings.telegram && telegram(settings.telegram),
    settings.discord && discord(settings.discord),
    settings.slack && slack(settings.slack),
    settings.webhook && webhook(settings.webhook),
  ];
  return [
    ...overHttpOnes.flatMap((service) => (service ? [overHttp(service, poster)] : [])),
    ...(settings.email ? [email(settings.email)] : []),
  ];
}
