import { eventNames } from '../../core/events.js';
import { serviceUrl } from '../../core/values/addresses/service-url.js';
import { listOf } from '../../core/values/list.js';
import { oneOf } from '../../core/values/one-of.js';
import { chatId, mailAddress, mailServer, secretUrl, sharedSecret, token } from '../kinds/destinations.js';
import { optional, required } from '../setting.js';

const NOBODY = 'nobody is told there';

/** Who is told of what. */
export const notify = {
  notifyOn: required(listOf(oneOf(eventNames)), 'purchase,problem,silence', {
    key: 'notify.on',
    meaning: 'what messages are about; silence is ticks that were missed, and digest a summary of each day or week',
  }),
  digestEvery: required(oneOf(['day', 'week']), 'day', {
    key: 'notify.digest_every',
    meaning: 'what a digest is about: the UTC day or ISO week that is over',
    example: 'week',
  }),
  ntfyUrl: optional(secretUrl, {
    key: 'notify.ntfy.url',
    meaning: 'the address of an ntfy topic',
    unset: NOBODY,
    example: 'https://ntfy.sh/my-secret-topic',
    secret: true,
  }),
  ntfyToken: optional(token, {
    key: 'notify.ntfy.token',
    meaning: 'the access token of a topic that is protected',
    unset: 'none',
    example: 'tk_my_token',
    secret: true,
  }),
  telegramToken: optional(token, {
    key: 'notify.telegram.token',
    meaning: 'the token of a Telegram bot, as BotFather gave it; needs notify.telegram.chat, too',
    unset: NOBODY,
    example: '110201543:my-token',
    secret: true,
  }),
  telegramChat: optional(chatId, {
    key: 'notify.telegram.chat',
    meaning: 'the chat in which the bot writes',
    unset: 'none',
    example: '-1001234567890',
  }),
  telegramUrl: required(serviceUrl, 'https://api.telegram.org', {
    key: 'notify.telegram.url',
    meaning: 'where the Bot API is',
  }),
  discordUrl: optional(secretUrl, {
    key: 'notify.discord.url',
    meaning: "the address of a Discord channel's webhook",
    unset: NOBODY,
    example: 'https://discord.com/api/webhooks/1234/my-token',
    secret: true,
  }),
  slackUrl: optional(secretUrl, {
    key: 'notify.slack.url',
    meaning: 'the address of an incoming webhook of Slack',
    unset: NOBODY,
    example: 'https://hooks.slack.com/services/T0/B0/my-token',
    secret: true,
  }),
  webhookUrl: optional(secretUrl, {
    key: 'notify.webhook.url',
    meaning: 'an address of your own that gets each message as JSON',
    unset: NOBODY,
    example: 'https://my.example/crypto-bot',
    secret: true,
  }),
  webhookSecret: optional(sharedSecret, {
    key: 'notify.webhook.secret',
    meaning: 'what signs each message to the webhook (HMAC-SHA256)',
    unset: 'nothing is signed',
    example: 'a long random text',
    secret: true,
  }),
  emailUrl: optional(mailServer, {
    key: 'notify.email.url',
    meaning: 'the server that takes mail; needs notify.email.from and notify.email.to, too',
    unset: NOBODY,
    example: 'smtp://me:my-password@mail.example:587',
    secret: true,
  }),
  emailFrom: optional(mailAddress, {
    key: 'notify.email.from',
    meaning: 'who mail is from',
    unset: 'none',
    example: 'bot@my.example',
  }),
  emailTo: optional(mailAddress, {
    key: 'notify.email.to',
    meaning: 'who gets mail',
    unset: 'none',
    example: 'me@my.example',
  }),
};
