import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { effectiveSettings } from '../../src/settings/effective-settings.js';
import {
  chatId,
  mailAddress,
  mailServer,
  secretUrl,
  sharedSecret,
  token,
} from '../../src/settings/kinds/destinations.js';
import { servicesOf } from '../../src/settings/services.js';
import { temporaryFolder } from '../support/program.js';

const everything = {
  CRYPTO_BOT_NOTIFY_ON: 'purchase,silence',
  CRYPTO_BOT_NOTIFY_NTFY_URL: 'https://ntfy.example/topic-sesame',
  CRYPTO_BOT_NOTIFY_NTFY_TOKEN: 'tk_sesame',
  CRYPTO_BOT_NOTIFY_TELEGRAM_TOKEN: '1:sesame',
  CRYPTO_BOT_NOTIFY_TELEGRAM_CHAT: '-100123',
  CRYPTO_BOT_NOTIFY_DISCORD_URL: 'https://discord.example/api/webhooks/1/sesame',
  CRYPTO_BOT_NOTIFY_SLACK_URL: 'https://slack.example/services/sesame',
  CRYPTO_BOT_NOTIFY_WEBHOOK_URL: 'https://my.example/hook-sesame',
  CRYPTO_BOT_NOTIFY_WEBHOOK_SECRET: 'open sesame',
  CRYPTO_BOT_NOTIFY_EMAIL_URL: 'smtp://me:sesame@mail.example:587',
  CRYPTO_BOT_NOTIFY_EMAIL_FROM: 'bot@my.example',
  CRYPTO_BOT_NOTIFY_EMAIL_TO: 'me@my.example',
  CRYPTO_BOT_HEALTHCHECK_URL: 'https://hc.example/ping/sesame',
};

const read = (env: Record<string, string>) => readConfig({}, { CRYPTO_BOT_HOME: temporaryFolder(), ...env });

describe('where messages go', () => {
  it('is no service where nothing is set', async () => {
    expect(servicesOf(await read({}))).toEqual({});
  });

  it('is every service that is set up', async () => {
    expect(servicesOf(await read(everything))).toEqual({
      ntfy: { url: 'https://ntfy.example/topic-sesame', token: 'tk_sesame' },
      telegram: { url: 'https://api.telegram.org', token: '1:sesame', chat: '-100123' },
      discord: { url: 'https://discord.example/api/webhooks/1/sesame' },
      slack: { url: 'https://slack.example/services/sesame' },
      webhook: { url: 'https://my.example/hook-sesame', secret: 'open sesame' },
      email: {
        server: { host: 'mail.example', port: 587, encryption: 'starttls', user: 'me', password: 'sesame' },
        from: 'bot@my.example',
        to: 'me@my.example',
      },
    });
  });

  it('is shown without what is secret in it', async () => {
    const config = await read(everything);
    const shown = effectiveSettings(config).filter(({ key }) => /^(notify|healthcheck)\./.test(key));
    expect(JSON.stringify(shown)).not.toContain('sesame');
    expect(shown.find(({ key }) => key === 'notify.slack.url')?.value).toBe('https://slack.example/***');
  });

  it('is told of all at once where it is wrong', async () => {
    const wrong = {
      ...everything,
      CRYPTO_BOT_NOTIFY_ON: 'purchase,sale',
      CRYPTO_BOT_NOTIFY_NTFY_URL: 'ftp://ntfy.example/sesame',
      CRYPTO_BOT_NOTIFY_TELEGRAM_CHAT: '@sesame',
      CRYPTO_BOT_NOTIFY_EMAIL_TO: 'me',
      CRYPTO_BOT_NOTIFY_PIGEON_URL: 'https://my.example',
    };
    const message = await read(wrong).then(() => '', String);
    for (const name of ['ON', 'NTFY_URL', 'TELEGRAM_CHAT', 'EMAIL_TO', 'PIGEON_URL'])
      expect(message).toMatch(new RegExp(`CRYPTO_BOT_NOTIFY_${name} in the environment.*(such as|is no setting)`));
    expect(message).not.toContain('set both, or none'); // what is wrong is not missing
  });

  it('is one of each kind', async () => {
    const config = path.join(temporaryFolder(), 'config.toml');
    writeFileSync(
      config,
      '[[notify.ntfy]]\nurl = "https://a.example/b"\n[[notify.ntfy]]\nurl = "https://a.example/c"\n',
    );
    await expect(readConfig({ config }, { CRYPTO_BOT_HOME: temporaryFolder() })).rejects.toThrow(
      `[[notify.ntfy]] in ${config} is a list: there is one notify.ntfy only, such as [notify.ntfy]`,
    );
  });

  it.each([
    ['NTFY_TOKEN', 'notify.ntfy.token is set, but notify.ntfy.url is not'],
    ['TELEGRAM_TOKEN', 'notify.telegram.token is set, but notify.telegram.chat is not'],
    ['TELEGRAM_CHAT', 'notify.telegram.chat is set, but notify.telegram.token is not'],
    ['WEBHOOK_SECRET', 'notify.webhook.secret is set, but notify.webhook.url is not'],
    ['EMAIL_URL', 'notify.email.url is set, but notify.email.from is not'],
    ['EMAIL_TO', 'notify.email.to is set, but notify.email.url is not'],
  ] as const)('needs more than %s', async (name, problem) => {
    const variable = `CRYPTO_BOT_NOTIFY_${name}` as const;
    await expect(read({ [variable]: everything[variable] })).rejects.toThrow(problem);
  });
});

describe('a destination', () => {
  it.each<[string, (text: string) => unknown, string[], string[]]>([
    [
      'an address',
      secretUrl.parse,
      ['http://a/b', 'https://a.example:8443/b?c=d'],
      ['https://a', 'https://a/', 'a/b', 'ftp://a/b', 'https://', ''],
    ],
    ['a chat', chatId.parse, ['1', '-1001234567890'], ['', '0', '@me', '1.5', '-', ' 1', '12345678901234567']],
    ['a token', token.parse, ['tk_AgQdq7', '110201543:AAHdqTcvCH1'], ['', 'a b', 'a\n', 'ä']],
    ['a secret', sharedSecret.parse, ['a b', 'ß'], ['', 'x'.repeat(301)]],
    [
      'a mail address',
      mailAddress.parse,
      ['me@example.com', 'a.b+c@localhost', "o'hara@sub.example.co"],
      [
        'me',
        'me@',
        '@example.com',
        'a b@example.com',
        'me@-a.com',
        'me@a..com',
        'Me <me@example.com>',
        'a@b\n',
        'a,b@c.d',
      ],
    ],
    [
      'a mail server',
      mailServer.parse,
      [
        'smtp://mail.example',
        'smtps://me:p%40ss@mail.example',
        'smtp://localhost:2525?tls=off',
        'smtp://[::1]?tls=off',
        'smtp://a/',
      ],
      [
        'smtp://',
        'mail.example:25',
        'http://mail.example',
        'smtp://a/b',
        'smtp://a?tls=no',
        'smtp://a?x=y',
        'smtp://mail.example?tls=off',
        'smtps://localhost?tls=off',
        'smtp://%zz@a',
      ],
    ],
  ])('of the kind %s is read as it should', (_, parse, right, wrong) => {
    for (const text of right) expect({ text, value: parse(text) }).not.toEqual({ text, value: undefined });
    for (const text of wrong) expect({ text, value: parse(text) }).toEqual({ text, value: undefined });
  });

  it('that takes mail has the usual ports, and any user and password', () => {
    expect(mailServer.parse('smtp://mail.example')).toMatchObject({
      port: 587,
      encryption: 'starttls',
      user: undefined,
    });
    expect(mailServer.parse('smtps://mail.example')).toMatchObject({ port: 465, encryption: 'tls' });
    expect(mailServer.parse('smtp://[::1]:25?tls=off')).toMatchObject({ host: '::1', port: 25, encryption: 'none' });
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(word, word, (user, password) => {
        const url = `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@mail.example`;
        expect(mailServer.parse(url)).toMatchObject({ user, password });
      }),
    );
  });
});
