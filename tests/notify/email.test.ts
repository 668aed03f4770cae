import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { email, type MailServer as Server } from '../../src/notify/services/email.js';
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from '../support/mail-server.js';
import { aMessage } from './examples.js';

const patient = () => new AbortController().signal;

function serverAt(port: number, changes: Partial<Server> = {}): Server {
  return { host: '127.0.0.1', port, encryption: 'none', user: MAIL_USER, password: MAIL_PASSWORD, ...changes };
}

function emailAt(port: number, changes: Partial<Server> = {}) {
  return email({ server: serverAt(port, changes), from: 'bot@example.com', to: 'me@example.com' });
}

describe('e-mail', () => {
  it('is a plain text that says who has sent it, and has the same id at every try', async () => {
    const { port, mails } = await startMailServer({ encryption: 'none' });
    const service = emailAt(port);
    const message = { ...aMessage, lines: ['0.5 bitcoin at 49053: 24526.5 usd', '.', 'From here — on'] };
    for (let time = 0; time < 2; time++)
      expect(await service.send(message, patient())).toEqual({ status: 'delivered' });
    expect(mails).toMatchObject([
      { user: MAIL_USER, to: 'me@example.com' },
      { user: MAIL_USER, to: 'me@example.com' },
    ]);
    const [first = '', again] = mails.map(({ text }) => text);
    expect(again).toBe(first);
    const [head = '', body] = first.split('\r\n\r\n');
    expect(head.split('\r\n').toSorted()).toEqual([
      'Auto-Submitted: auto-generated',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Type: text/plain; charset=utf-8',
      'Date: Sun, 22 Nov 2026 22:21:12 +0000',
      'From: bot@example.com',
      'MIME-Version: 1.0',
      'Message-ID: <20261122T222112951Z-0123abcd-purchase@example.com>',
      'Subject: crypto-bot bought bitcoin',
      'To: me@example.com',
      'X-Crypto-Bot-Delivery: 20261122T222112951Z-0123abcd-purchase',
    ]);
    expect(body).toBe(
      'crypto-bot bought bitcoin\r\n0.5 bitcoin at 49053: 24526.5 usd\r\n.\r\nFrom here =E2=80=94 on\r\n',
    );
  });

  it('takes no line of a message for a header or the end', async () => {
    const { port, mails } = await startMailServer({ encryption: 'none' });
    const title = 'a\r\nBcc: thief@example.com';
    const outcome = await emailAt(port).send({ ...aMessage, title }, patient());
    expect(outcome).toEqual({ status: 'delivered' });
    expect(mails[0]?.to).toBe('me@example.com');
    expect(mails[0]?.text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  });

  it.each([
    ['a wrong password', { password: 'wrong p@ss' }, false, /535 .*\*\*\*.*EAUTH.*: check the user and the password/],
    ['a server without STARTTLS', { encryption: 'starttls' }, false, /ETLS.*: check the port/],
    ['a server without TLS', { encryption: 'tls' }, true, /: check /],
  ] as const)('is not sent because of %s, and says so', async (_, changes, retryable, problem) => {
    const { port, mails } = await startMailServer({ encryption: 'none' });
    const outcome = await emailAt(port, changes).send(aMessage, patient());
    expect(outcome).toMatchObject({ status: 'failed', retryable, problem: expect.stringMatching(problem) });
    expect(JSON.stringify(outcome)).not.toContain('p@ss');
    expect(mails).toEqual([]);
  });

  it.each(['starttls', 'tls'] as const)(
    'is not sent by %s to a server with a certificate of nobody',
    async (encryption) => {
      const { port, mails } = await startMailServer({ encryption });
      const outcome = await emailAt(port, { encryption, host: 'localhost' }).send(aMessage, patient());
      expect(outcome).toMatchObject({ status: 'failed', problem: expect.stringMatching(/self-signed certificate/) });
      expect(mails).toEqual([]);
    },
  );

  it.each([
    [550, 'No such user', false, /550 No such user.*notify\.email\.to/],
    [451, 'Greylisted, try later', true, /451 Greylisted/],
  ])('that is refused with %i is tried again if that may help', async (code, words, retryable, problem) => {
    const { port } = await startMailServer({ encryption: 'none', refusal: { code, words } });
    const outcome = await emailAt(port).send(aMessage, patient());
    expect(outcome).toMatchObject({ status: 'failed', retryable, problem: expect.stringMatching(problem) });
  });

  it.each([
    ['says nothing', () => {}],
    ['pours without an end', (write: (text: string) => void) => write('2'.repeat(100_000))],
    ['speaks HTTP', (write: (text: string) => void) => write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('ends in time with a server that %s', async (_, greet) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      greet((text) => socket.write(text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const outcome = await emailAt(port).send(aMessage, AbortSignal.timeout(500));
    expect(outcome).toMatchObject({ status: 'failed', retryable: true, problem: expect.stringMatching(/: check /) });
  });
});
