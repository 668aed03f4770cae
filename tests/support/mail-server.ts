/** A real SMTP server on a port of its own, with one account. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { certificateFile, keyFile } from './tls.js';

export const MAIL_USER = 'me@example.com';
export const MAIL_PASSWORD = 'p@ss word';

export interface MailServer {
  readonly port: number;
  /** What was taken: how it came, for whom, and the message as it is on the wire. */
  readonly mails: readonly {
    readonly secure: boolean;
    readonly user: string | undefined;
    readonly to: string;
    readonly text: string;
  }[];
}

interface MailServerOptions {
  /** From the first byte, after STARTTLS, or not at all. */
  readonly encryption: 'tls' | 'starttls' | 'none';
  /** What it says to a recipient, such as "550 No such user"; by default it takes all. */
  readonly refusal?: { readonly code: number; readonly words: string };
}

/** Listens until the test is finished. A login is wanted, and over TLS only where there is TLS. */
export async function startMailServer({ encryption, refusal }: MailServerOptions): Promise<MailServer> {
  const mails: { secure: boolean; user: string | undefined; to: string; text: string }[] = [];
  const server = new SMTPServer({
    secure: encryption === 'tls',
    cert: readFileSync(certificateFile),
    key: readFileSync(keyFile),
    hideSTARTTLS: encryption === 'none',
    disabledCommands: encryption === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: encryption === 'none',
    onAuth({ username, password }, _, callback) {
      if (username === MAIL_USER && password === MAIL_PASSWORD) return callback(null, { user: username });
      callback(Object.assign(new Error(`Authentication failed for ${password}`), { responseCode: 535 }));
    },
    onRcptTo(_, __, callback) {
      callback(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null);
    },
    onData(stream, { secure, user, envelope }, callback) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      stream.on('end', () => {
        mails.push({ secure, user, to: envelope.rcptTo.map(({ address }) => address).join(), text });
        callback(null, 'taken');
      });
    },
  });
  server.on('error', () => {}); // a client that goes away in the middle
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, mails };
}
