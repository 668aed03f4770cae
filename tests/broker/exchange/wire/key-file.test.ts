import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysOf, readKeyFile } from '../../../../src/broker/exchange/wire/key-file.js';
import { temporaryFolder } from '../../../support/program.js';

function keyFile(content: string, mode = 0o600): string {
  const file = path.join(temporaryFolder(), 'key.json');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

describe('a key file', () => {
  it.each([
    ['ours', { key: 'k', secret: 's' }, { apiKey: 'k', secret: 's' }],
    [
      "Coinbase's",
      {
        name: 'organizations/1/apiKeys/2',
        privateKey: '-----BEGIN EC PRIVATE KEY-----\nab\n-----END EC PRIVATE KEY-----\n',
      },
      {
        apiKey: 'organizations/1/apiKeys/2',
        secret: '-----BEGIN EC PRIVATE KEY-----\nab\n-----END EC PRIVATE KEY-----',
      },
    ],
  ])('is read in two forms: %s', (_, content, keys) => {
    expect(readKeyFile(keyFile(JSON.stringify(content)))).toEqual(keys);
  });

  it.each([0o644, 0o640, 0o604, 0o700])('is refused with mode %o, which lets others in', (mode) => {
    const file = keyFile('{"key":"hidden","secret":"hidden"}', mode);
    expect(() => readKeyFile(file)).toThrow(`the key file ${file} may be read by others than its owner: chmod 600`);
  });

  it.each(['', '{}', '{"key":"hidden"', '{"key":"hidden","secret":""}', '["hidden"]'])(
    'is refused without a key in it, and not quoted: %s',
    (content) => {
      const file = keyFile(content);
      expect(() => readKeyFile(file)).toThrow(`the key file ${file} has no key`);
      expect(() => readKeyFile(file)).not.toThrow('hidden');
    },
  );

  it('is named where it cannot be read', () => {
    const file = path.join(temporaryFolder(), 'none.json');
    expect(() => readKeyFile(file)).toThrow(`the key file ${file} cannot be read (ENOENT): check exchange.key_file`);
  });
});

it('takes the lines of a secret from an environment, where they are written with backslashes', () => {
  expect(keysOf(' k ', '-----BEGIN-----\\nab\\n-----END-----\\n').secret).toBe('-----BEGIN-----\nab\n-----END-----');
});
