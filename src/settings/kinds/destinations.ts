import { serviceUrl } from '../../core/values/addresses/service-url.js';
import type { Kind } from '../../core/values/kind.js';
import { visible } from '../../core/values/text.js';

const asWritten = (text: string) => text;

/** Kinds of places that messages go to. */

/** The address of something on the web that nobody else may know: a webhook, a topic or a check. */
export const secretUrl: Kind<string> = {
  expected: 'an http:// or https:// address with a path',
  example: 'https://ntfy.sh/my-secret-topic',
  parse: (text) => {
    const url = serviceUrl.parse(text);
    return url === undefined || new URL(url).pathname === '/' ? undefined : url;
  },
  print: asWritten,
};

/** The part of a secret address that may be shown: its host, not its path. */
export function shownPath(address: string): string {
  return `${new URL(address).origin}/***`;
}

export const chatId: Kind<string> = {
  expected: 'the number of a Telegram chat, negative for a group',
  example: '-1001234567890',
  parse: (text) => (/^-?[1-9]\d{0,15}$/.test(text) ? text : undefined),
  print: asWritten,
};

export const token: Kind<string> = {
  expected: 'a token as it was given, without spaces',
  example: 'tk_my_token',
  parse: (text) => (/^[\x21-\x7e]{1,300}$/.test(text) ? text : undefined),
  print: asWritten,
};

/** A secret that is shared with the receiver: any text that can be seen. */
export const sharedSecret: Kind<string> = {
  expected: 'a text of 1 to 300 characters that can be seen',
  example: 'a long random text',
  parse: (text) => (/^.{1,300}$/u.test(text) && visible(text) === text ? text : undefined),
  print: asWritten,
};

/** An address by RFC 5321 that needs no quotes. */
export const mailAddress: Kind<string> = {
  expected: 'a mail address',
  example: 'me@my.example',
  parse: (text) =>
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i.test(
      text,
    )
      ? text
      : undefined,
  print: asWritten,
};

/** A server that takes mail, and how to connect to it. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** From the first byte, after STARTTLS, or (on this machine only) not at all. */
  readonly encryption: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const mailServer: Kind<MailServer> = {
  expected: 'smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://USER:PASSWORD@HOST:465; ?tls=off on this machine only',
  example: 'smtp://me:my-password@mail.example:587',
  parse: (text) => {
    if (!/^smtps?:\/\/[^/\s]/.test(text) || visible(text) !== text || !URL.canParse(text)) return undefined;
    const { protocol, hostname, port, username, password, pathname, searchParams, hash } = new URL(text);
    const isOff = searchParams.get('tls') === 'off';
    const others = [...searchParams.keys()].some((name) => name !== 'tls') || (searchParams.has('tls') && !isOff);
    if (
      others ||
      hash !== '' ||
      !['', '/'].includes(pathname) ||
      (isOff && (protocol === 'smtps:' || !LOOPBACK.test(hostname)))
    )
      return undefined;
    const credentials = decoded(username, password);
    if (!credentials || hostname === '') return undefined;
    return {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
      encryption: isOff ? 'none' : protocol === 'smtps:' ? 'tls' : 'starttls',
      ...credentials,
    };
  },
  print: printServer,
};

function decoded(username: string, password: string): Pick<MailServer, 'user' | 'password'> | null {
  try {
    const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
    return { user: user === '' ? undefined : user, password: secret === '' ? undefined : secret };
  } catch {
    return null;
  }
}

function printServer({ host, port, encryption, user = '', password = '' }: MailServer): string {
  const scheme = encryption === 'tls' ? 'smtps' : 'smtp';
  const login = user + password === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${login}${name}:${port}${encryption === 'none' ? '?tls=off' : ''}`;
}
