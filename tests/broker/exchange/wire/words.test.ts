import { describe, expect, it } from 'vitest';
import { maskSecrets, plainWords } from '../../../../src/broker/exchange/wire/words.js';

const secret = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkg7ohOYsmYUUdL\nLgpNIMG8Qh7i\n-----END EC PRIVATE KEY-----';
const keys = { apiKey: 'organizations/1/apiKeys/2', secret };

describe('what is said of an exchange', () => {
  it.each([
    ['the key', 'key organizations/1/apiKeys/2 is unknown', 'key *** is unknown'],
    ['the secret', `bad secret ${secret}`, 'bad secret ***'],
    ['a line of the secret', 'near MHcCAQEEIBkg7ohOYsmYUUdL', 'near ***'],
    ['a signature in an address', 'GET /order?symbol=A&signature=0aff bad', 'GET /order?symbol=A&signature=*** bad'],
    ['a header', 'API-Sign: ab+/c== and "X-MBX-APIKEY":"k"', 'API-Sign: *** and "X-MBX-APIKEY":"***"'],
    ['a bearer token', 'Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['a token', 'uri eyJhbGciOi.eyJzdWIiOi.c2lnbmF0 expired', 'uri *** expired'],
    ['nothing secret', 'EOrder:Insufficient funds', 'EOrder:Insufficient funds'],
  ])('shows no secret: %s', (_, text, shown) => {
    expect(maskSecrets(text, keys)).toBe(shown);
  });

  it('is one line, of characters that can be printed, and bounded', () => {
    expect(plainWords(' two\n lines\u001b[31m ')).toBe('two lines[31m');
    expect(plainWords('x'.repeat(500))).toBe(`${'x'.repeat(199)}…`);
  });
});
