import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownUrl } from '../../../src/core/values/addresses/shown-url.js';
import { quoted, quoteForShell } from '../../../src/core/values/quoted.js';

const HIDDEN = 'a URL, which is not repeated here';

describe('a text that a message repeats', () => {
  it.each([
    ['kraken', '"kraken"'],
    ['a "b"\nc\u009b', '"a \\"b\\"\\nc\\u009b"'],
    ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
    ['💎'.repeat(101), `"${'💎'.repeat(100)}…"`],
    ['x'.repeat(100), `"${'x'.repeat(100)}"`],
    ['htp://me:hunter2@host/', '"htp://host/"'],
    ['me:hunter2@host', HIDDEN],
    ['postgresql://me:hun/ter2@host/db', HIDDEN],
    ['postgresql://me:hunter2@host/db', '"postgresql://host/db"'],
  ])('%j is shown as %s', (text, shown) => {
    expect(quoted(text)).toBe(shown);
  });
});

describe('a word of sh', () => {
  it.each([
    ['CRYPTO_BOT_HOME=/home/me/a-b', 'CRYPTO_BOT_HOME=/home/me/a-b'],
    ['two words', "'two words'"],
    ["it's $HOME", `'it'\\''s $HOME'`],
    ['', "''"],
  ])('%s is %s', (text, word) => {
    expect(quoteForShell(text)).toBe(word);
  });
});

describe('a URL from outside', () => {
  it.each([
    ['https://api.example:8443/api/v3?x_cg_demo_api_key=hunter2', 'https://api.example:8443/api/v3'],
    ['https://hunter2@api.example/api/v3', 'https://api.example/api/v3'],
    ['https://hunter2@api.example', 'https://api.example'],
    ['https://me:hunter2@[::1]:80/#hunter2', 'https://[::1]:80/'],
    ['file:///home/me/crypto-bot.db', 'file:///home/me/crypto-bot.db'],
    ['postgresql://me:hunter2@/bot?host=/run/postgresql', 'postgresql:///bot?host=/run/postgresql'],
    ['postgresql://me:hunter2@%2Frun%2Fpostgresql/bot', 'postgresql:///bot?host=/run/postgresql'],
    [
      'postgresql://me:hunter2@[fe80::1%25eth0]:5432/bot?schema=own&sslmode=require',
      'postgresql://[fe80::1%25eth0]:5432/bot?schema=own',
    ],
    ['postgres:///bot?host=/run/postgresql', 'postgresql:///bot?host=/run/postgresql'],
    ['a-postgresql://me:hunter2@host/db?host=x', 'a-postgresql://host/db'],
    ['https://me:hunter2/x@api.example/', null],
    ['https://me:hun?ter2@api.example/', null],
    ['https://me:hunter2', null],
    ['postgresql://me:hun?ter2@host/db', null],
    ['postgresql://host/db?hunter2', null],
    ['hunter2', null],
  ])('%s is shown as %s', (text, shown) => {
    expect(shownUrl(text)).toBe(shown);
  });

  it('never shows a password, escaped or not, nor a parameter', () => {
    // A password may have the characters that mean something in a URL; `S` tells it from all else.
    const password = fc
      .string({ unit: fc.constantFrom('S', 'S', '@', '/', '?', '#', ':', '%', '&', '=', '1') })
      .map((it) => `S${it}S`);
    const scheme = fc.constantFrom('postgresql', 'postgres', 'https', 'http', 'redis');
    fc.assert(
      fc.property(scheme, password, fc.boolean(), (name, secret, escaped) => {
        const written = escaped ? encodeURIComponent(secret) : secret;
        for (const url of [
          `${name}://me:${written}@host/db`,
          `${name}://host/db?key=${written}`,
          `${name}://${written}@host/db`,
        ])
          expect(`${shownUrl(url)}${quoted(url)}`).not.toContain('S');
      }),
      { numRuns: 1000 },
    );
  });
});
