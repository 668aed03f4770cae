import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { filesFor, renderSchedule } from '../../src/schedule/targets.js';
import { fullJob, plainJob } from '../schedule/jobs.js';
import { temporaryFolder } from '../support/program.js';

/** A program at a path with everything that a unit file or a property list has a meaning of its own for. */
function aProgram(): string {
  const folder = path.join(temporaryFolder(), 'a "b" it\'s $HOME & <100%>');
  mkdirSync(folder);
  const program = path.join(folder, 'crypto-bot');
  symlinkSync('/bin/true', program);
  return program;
}

it('systemd-analyze finds no fault in the units, whatever is in them', () => {
  const folder = temporaryFolder();
  const job = { ...fullJob, program: aProgram() };
  for (const { path: place, text } of filesFor('systemd', job))
    writeFileSync(path.join(folder, path.basename(place)), text);
  const { status, stdout, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', '--user', path.join(folder, 'crypto-bot.timer'), path.join(folder, 'crypto-bot.service')],
    { encoding: 'utf8', env: { ...process.env, XDG_RUNTIME_DIR: folder } },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

it('the timer of systemd elapses at its minute of every hour', () => {
  const calendar = /^OnCalendar=(.*)$/m.exec(renderSchedule('systemd', plainJob))?.[1] ?? '';
  expect(execFileSync('systemd-analyze', ['calendar', calendar], { encoding: 'utf8' })).toContain(
    'Normalized form: *-*-* *:15:00',
  );
});

it('Python reads in the property list what it was made from', () => {
  const script = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const plist = execFileSync('python3', ['-c', script], {
    input: renderSchedule('launchd', fullJob),
    encoding: 'utf8',
  });
  expect(JSON.parse(plist)).toEqual({
    Label: 'crypto-bot',
    ProgramArguments: [fullJob.program, 'run', '--once-per', 'week', '--quiet'],
    EnvironmentVariables: { PATH: fullJob.path.join(':'), ...fullJob.places, ...fullJob.variables },
    StartCalendarInterval: { Minute: 5 },
  });
});

it('systemd-analyze finds no fault in the units for a whole machine, and few rights', () => {
  const units = ['deploy/systemd/crypto-bot.timer', 'deploy/systemd/crypto-bot.service'];
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' });
  expect(verified).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const security = execFileSync('systemd-analyze', ['security', '--offline=yes', units[1] ?? ''], { encoding: 'utf8' });
  const exposure = Number(/Overall exposure level for crypto-bot.service: ([\d.]+)/.exec(security)?.[1]);
  expect(exposure).toBeLessThan(2);
});
