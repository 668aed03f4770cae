import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { run, temporaryFolder } from '../support/program.js';

/** A user of this machine's, with a home folder, for as long as the test lasts. */
function aUser(): { name: string; home: string } {
  const [name, home] = [`crypto-bot-${process.pid}`, temporaryFolder()];
  execFileSync('useradd', ['--home-dir', home, '--no-create-home', '--shell', '/bin/sh', name]);
  execFileSync('chown', [name, home]);
  onTestFinished(() => void execFileSync('sh', ['-c', `crontab -r -u ${name}; userdel ${name}`], { stdio: 'ignore' }));
  return { name, home };
}

it('cron makes a tick at the next minute, with the lines that schedule has put into a crontab', async () => {
  const { name, home } = aUser();
  const env = { HOME: home, PATH: '/usr/bin:/bin', CRYPTO_BOT_HOME: home, CRYPTO_BOT_MARKET: 'sample' };
  const own = { ...env, CRYPTO_BOT_ONCE_PER: 'minute', PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin` };
  const set = Object.entries(own).map(([variable, value]) => `${variable}='${value}'`);
  const program = path.resolve('bin/crypto-bot.js');
  const asUser = (command: string) => execFileSync('su', [name, '-c', command], { encoding: 'utf8' });

  expect(asUser(`env ${set.join(' ')} ${program} schedule install`)).toContain('It works.');
  expect(asUser('crontab -l')).toMatch(/^# crypto-bot: begin\n.*\n\* \* \* \* \* PATH=.*\n# crypto-bot: end\n$/);

  const cron = spawn('cron', ['-f', '-L', '0'], { stdio: 'ignore' });
  onTestFinished(() => void cron.kill());
  const slots = async () => {
    const { stdout } = await run(['why', '--last', '9', '--json'], env);
    return [...stdout.matchAll(/"slot":"([^"]+)"/g)].map(([, slot]) => slot);
  };
  const before = new Date().toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
  for (let second = 0; (await slots()).length === 0 && second < 130; second++) await sleep(1000);
  const made = await slots();
  expect(made).not.toEqual([]);
  expect(made.every((slot) => slot !== undefined && slot >= before)).toBe(true);
  expect(readFileSync(path.join(home, 'logs/app.log'), 'utf8')).toMatch(/INFO {2}run: market sample/);

  expect(asUser(`env ${set.join(' ')} ${program} schedule remove`)).toContain('Removed from crontab.');
  expect(asUser('crontab -l')).toBe('');
});
