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
    ['me', 'some method of me', 'some method of ***'],
    ['12', '3123 12', '3123 ***'],
    ['-x-', 'a-x-b', 'a***b'],
    ['abc', 'YWJj is the base64 of abc', 'YWJj is the base64 of ***'],
    ['a.b', 'a.b axb', '*** axb'],
  ])('keep words that %s is a part of, where it is short', (it, text, masked) => {
    expect(maskSecrets(text, [it])).toBe(masked);
  });

  it('masks the whole where one is part of another', () => {
    const secrets = ['CG-secret', 'CG-secret-too'];
    for (const some of [secrets, secrets.toReversed()])
      expect(maskSecrets('neither CG-secret-too nor CG-secret', some)).toBe('neither *** nor ***');
    expect(maskSecrets('nothing', [''])).toBe('nothing');
    expect(maskSecrets('c2VjcmV0', ['secret'])).toBe('***'); // base64 of eight characters
    expect(maskSecrets(Buffer.from('two\nlines').toString('hex'), ['two\nlines'])).toBe('***');
  });
});
