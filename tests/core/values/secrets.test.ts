import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../src/core/values/secrets.js';

describe('words that may echo a secret', () => {
  const secret = fc.stringMatching(/^[ -~]{8,40}$/);

  it.each<[form: string, echo: (secret: string) => string]>([
    ['as it is', (it) => `the key ${it} is not known`],
    ['in capitals', (it) => it.toUpperCase()],
    ['escaped', (it) => `?key=${encodeURIComponent(it)}&x=1`],
    ['in hexadecimal', (it) => Buffer.from(it).toString('hex')],
    ['in base64', (it) => Buffer.from(it).toString('base64')],
    ['in base64 of a URL', (it) => Buffer.from(it).toString('base64url')],
    ['in base64 after a user', (it) => `Basic ${Buffer.from(`me:${it}`).toString('base64')}`],
    [
      'in base64 within JSON',
      (it) => Buffer.from(JSON.stringify({ a: 1, key: it.replace(/["\\]/g, '') })).toString('base64'),
    ],
  ])('do not say it %s', (_, echo) => {
    fc.assert(
      fc.property(secret, (it) => {
        const plain = it.replace(/["\\]/g, 'x');
        const masked = maskSecrets(echo(plain), ['another', plain]);
        expect(masked).toContain('***');
        expect(masked.toLowerCase()).not.toContain(plain.toLowerCase());
        const core = Buffer.from(plain).toString('base64').slice(0, 8);
        expect(masked).not.toContain(core);
      }),
    );
  });

  it.each([
    ['coin', 'bitcoin has no coin', 'bitcoin has no ***'],
    ['postgres', 'postgresql refuses postgres', '***ql refuses ***'],
    ['me', 'some of me', 'some of ***'],
    ['a.b', 'a.b axb', '*** axb'],
  ])('keep words that %s is a part of, where it is short', (it, text, masked) => {
    expect(maskSecrets(text, [it])).toBe(masked);
  });

  it('masks the whole where one is part of another', () => {
    expect(maskSecrets('neither CG-topsecret nor CG-top', ['CG-top', 'CG-topsecret'])).toBe('neither *** nor ***');
    expect(maskSecrets('nothing', [''])).toBe('nothing');
  });
});
