import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/program.js';
import { testedProgram } from '../support/tested-program.js';

/** The variables and the command of crontab.example, as cron reads them: no expansion, no quotes taken off inside. */
function readCrontab(): { variables: Record<string, string>; schedule: string; command: string } {
  const lines = readFileSync('crontab.example', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const job = lines.pop() ?? '';
  const variables = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
  const [, schedule = '', command = ''] = /^((?:\S+ ){5})(.*)$/.exec(job) ?? [];
  return { variables, schedule: schedule.trim(), command };
}

describe('crontab.example', () => {
  it('works once its one path is replaced: quietly, in cron’s bare environment, and once an hour', async () => {
    const home = temporaryFolder();
    const bin = path.join(home, 'a bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, path.join(bin, 'node'));
    symlinkSync(testedProgram, path.join(bin, 'crypto-bot'));

    const { variables, schedule, command } = readCrontab();
    expect(schedule).toBe('15 * * * *');
    const env = { ...variables, BIN: bin, HOME: home, LOGNAME: 'me', SHELL: '/bin/sh', CRYPTO_BOT_MARKET: 'sample' };
    const tick = () => promisify(execFile)('/bin/sh', ['-c', command], { env, cwd: tmpdir() });
    expect((await tick()).stdout).toContain('Purchasing 1 ');
    expect(await tick()).toEqual({ stdout: '', stderr: '' });
  });
});
