import type { SendMailOptions } from 'nodemailer';
import { maskSecrets } from '../../core/values/secrets.js';
import { plainText } from '../../core/values/text.js';
import { type Message, textOf } from '../message.js';
import type { Outcome, Service } from '../service.js';

export interface EmailSettings {
  readonly server: MailServer;
  /** Bare addresses, such as me@example.com. */
  readonly from: string;
  readonly to: string;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** From the first byte, after STARTTLS, or (on this machine only) not at all. */
  readonly encryption: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Mail by SMTP (RFC 5321). Its library is loaded when the first message is sent. */
export function email({ server, from, to }: EmailSettings): Service {
  const place = placeOf(server);
  const attempt = async (work: (transport: Transport) => Promise<unknown>, signal: AbortSignal): Promise<Outcome> => {
    const transport = await open(server);
    const stop = () => transport.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await work(transport);
      return { status: 'delivered' };
    } catch (error) {
      return failed(server, error, signal);
    } finally {
      signal.removeEventListener('abort', stop);
      transport.close();
    }
  };
  return {
    name: 'email',
    place,
    send: (message, signal) =>
      attempt((transport) => transport.sendMail({ ...mailOf(message, from, to), signal }), signal),
    reach: (signal) => attempt((transport) => transport.verify(), signal),
  };
}

type Transport = Awaited<ReturnType<typeof open>>;

async function open({ host, port, encryption, user, password }: MailServer) {
  const { createTransport } = await import('nodemailer');
  const SILENCE_MS = 10_000;
  return createTransport({
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: SILENCE_MS,
    dnsTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The mail and its id are the same at every try, so that a mail program shows one that came twice only once. */
function mailOf(message: Message, from: string, to: string): SendMailOptions {
  return {
    from,
    to,
    subject: message.title,
    text: `${textOf(message)}\n`,
    date: new Date(message.at),
    messageId: `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Crypto-Bot-Delivery': message.id },
  };
}

function placeOf({ host, port }: MailServer): string {
  return `${host}:${port}`;
}

const MAX_WORDS = 200;

/** By nodemailer's codes: https://nodemailer.com/errors. */
const adviceOn: Readonly<Record<string, string>> = {
  EAUTH: 'check the user and the password in notify.email.url',
  EENVELOPE: 'check notify.email.from and notify.email.to',
  EMESSAGE: 'check notify.email.from and notify.email.to',
  ETLS: 'check the port in notify.email.url: smtp:// needs STARTTLS, smtps:// TLS from the first byte',
};

/** A server that will always refuse answers with a number from 500 on. Another failure may pass. */
function failed(server: MailServer, error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) {
    const problem = `email: ${placeOf(server)} had not taken the message in time: check the address and the network`;
    return { status: 'failed', problem, retryable: true, waitMs: null };
  }
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const code = String(error.code);
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  const words = plainText(maskSecrets(error.message, [server.password ?? '']), MAX_WORDS);
  const advice = adviceOn[code] ?? 'check notify.email.url and the network';
  const problem = `email: ${placeOf(server)} did not take the message: ${words} (${code}): ${advice}`;
  return { status: 'failed', problem, retryable: answer === null || answer < 500, waitMs: null };
}
