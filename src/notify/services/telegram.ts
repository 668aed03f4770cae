import { clip, textOf } from '../message.js';
import type { HttpService } from './http-service.js';

export interface TelegramSettings {
  /** Where the Bot API is, without a slash at its end. */
  readonly url: string;
  /** What BotFather gave. */
  readonly token: string;
  /** The number of a chat; that of a group is negative. */
  readonly chat: string;
}

/** After entities are parsed, of which there are none. */
const MAX_LENGTH = 4096;

/** Telegram (https://core.telegram.org/bots/api#sendmessage): without a parse_mode a text is shown as it is, so nothing is escaped. */
export function telegram({ url, token, chat }: TelegramSettings): HttpService {
  return {
    name: 'telegram',
    url: new URL(`${url}/bot${token}/sendMessage`),
    secrets: [token],
    requestFor: (message) => ({
      body: {
        chat_id: Number(chat),
        text: clip(textOf(message), MAX_LENGTH),
        link_preview_options: { is_disabled: true },
      },
    }),
    adviseOn: (status) => {
      if (status === 401 || status === 404) return 'check notify.telegram.token';
      if (status === 400) return 'check notify.telegram.chat, and write to the bot once';
      return status === 403 ? 'let the bot into the chat again' : undefined;
    },
  };
}
