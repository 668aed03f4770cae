import { generateKeyPairSync, verify } from 'node:crypto';
import type { Request } from '../server.js';

export const apiKey = 'organizations/00000000-0000-4000-8000-000000000001/apiKeys/00000000-0000-4000-8000-000000000002';
export const otherApiKey = apiKey.replace(/2$/, '3');

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** PEM, as Coinbase hands it out. */
export const secret = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();

const HOST = 'api.coinbase.com';
const LONGEST_S = 120;

/**
 * A JWT signed with ES256 for this method, host and path, which is no longer valid after 120 s; see "API key
 * authentication" of the Coinbase developer platform.
 */
export function isSigned({ method, path, headers }: Request, nowMs: number): boolean {
  const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const isVerified = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: pair.publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isVerified) return false;
  const { alg, kid, nonce } = decoded(head);
  const { iss, sub, nbf, exp, uri } = decoded(claims);
  const nowS = nowMs / 1000;
  const isInTime = Number(nbf) <= nowS + 1 && nowS < Number(exp) && Number(exp) - Number(nbf) <= LONGEST_S;
  const isOurs = alg === 'ES256' && (kid === apiKey || kid === otherApiKey) && sub === kid && nonce !== undefined;
  return isOurs && isInTime && ['cdp', 'coinbase-cloud'].includes(String(iss)) && uri === `${method} ${HOST}${path}`;
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
