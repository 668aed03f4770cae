import { createHash, createHmac } from 'node:crypto';
import type { Request } from '../server.js';

export const apiKey = 'kraken-simulator-key';
export const otherApiKey = 'kraken-simulator-key-of-another-host';
/** Base64, as Kraken hands it out. */
export const secret = Buffer.from('the secret of the Kraken simulator').toString('base64');

/**
 * HMAC-SHA512 by the decoded secret of the path and SHA256(nonce + body); see "Authentication" of Kraken's REST guide. The
 * nonce must be higher than any that the key has sent. Null when all is right, else Kraken's error.
 */
export function createSignatureCheck(): (request: Request) => string | null {
  const lastNonces = new Map([apiKey, otherApiKey].map((key) => [key, 0n]));
  return ({ path, headers, body }) => {
    const key = String(headers['api-key']);
    const lastNonce = lastNonces.get(key);
    if (lastNonce === undefined) return 'EAPI:Invalid key';
    const nonce = new URLSearchParams(body).get('nonce') ?? '';
    const hash = createHash('sha256')
      .update(nonce + body)
      .digest();
    const signature = createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(hash).digest('base64');
    if (headers['api-sign'] !== signature) return 'EAPI:Invalid signature';
    if (!/^\d{1,20}$/.test(nonce) || BigInt(nonce) <= lastNonce) return 'EAPI:Invalid nonce';
    lastNonces.set(key, BigInt(nonce));
    return null;
  };
}
