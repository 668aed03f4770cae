import { execFile } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { accounts, arrangeAt } from '../support/killing.js';
import { run } from '../support/program.js';

/** Permissions mean nothing to root. */
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

it('a ledger that may only be read stays byte for byte as it was, and the run says so', async () => {
  const { home, env, url } = await arrangeAt();
  expect((await run(['run'], env)).code).toBe(0);
  const file = path.join(home, 'crypto-bot.db');
  const before = readFileSync(file);
  chmodSync(file, 0o444);
  chmodSync(home, 0o555);
  const options = { env: { ...env, CRYPTO_BOT_LOG_FILE: '/dev/null' }, cwd: '/', ...account };
  const ended = await new Promise((resolve) => {
    const child = execFile(process.execPath, [path.resolve('bin/crypto-bot.js'), 'run'], options, (_, __, stderr) =>
      resolve({ code: child.exitCode, stderr }),
    );
  });
  chmodSync(home, 0o755);
  expect(ended).toEqual({
    code: 5,
    stderr: `crypto-bot: the ledger ${file} cannot be written: check the permissions of the file and its folder\n`,
  });
  expect(readFileSync(file).equals(before)).toBe(true);
  await accounts(url);
});
