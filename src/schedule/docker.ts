import { quoteForShell } from '../core/values/quoted.js';
import { escapePercent, timesOf } from './crontab.js';
import { describeTimes, type Job, type ScheduleFile, secretsOf, wordsOf } from './job.js';

/** One line for the crontab of a host that has Docker. The image is that of deploy/docker/Dockerfile. */
export function renderDocker(job: Job): readonly ScheduleFile[] {
  const variables = Object.entries(job.variables).map(([name, value]) => `--env ${quoteForShell(`${name}=${value}`)}`);
  const command = [
    'docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges',
    '--volume crypto-bot:/data --env-file /etc/crypto-bot.env',
    ...variables,
    `crypto-bot:${job.version}`,
    ...wordsOf(job),
  ];
  const lines = [
    `# ${describeTimes(job)} Secrets are in /etc/crypto-bot.env (mode 0600): ${secretsOf(job).join(', ')}.`,
    '# Without a DATABASE_URL the ledger is an SQLite file in the volume.',
    `${timesOf(job)} ${escapePercent(command.join(' '))}`,
    '',
  ];
  return [{ path: 'crontab -e', text: lines.join('\n') }];
}
