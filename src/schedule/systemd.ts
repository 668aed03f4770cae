import { describeTimes, environmentOf, type Job, type ScheduleFile, wordsOf } from './job.js';

/** The first line of both: a file that begins otherwise is not ours. */
export const MADE_BY = '# Made by crypto-bot schedule install, and taken out by crypto-bot schedule remove.';
export const TIMER = 'crypto-bot.timer';
const FOLDER = '~/.config/systemd/user';
export const unitPaths = { service: `${FOLDER}/crypto-bot.service`, timer: `${FOLDER}/${TIMER}` };

/** A service and a timer of the user's own systemd. */
export function renderSystemd(job: Job): readonly ScheduleFile[] {
  return [
    { path: unitPaths.service, text: serviceOf(job) },
    { path: unitPaths.timer, text: timerOf(job) },
  ];
}

/** By env, since systemd takes no quotes and no dollars in the name of what it executes itself. */
function serviceOf(job: Job): string {
  const environment = environmentOf(job).map(([name, value]) => `Environment=${quote(`${name}=${value}`)}`);
  return `${MADE_BY}
[Unit]
Description=crypto-bot: one tick

[Service]
Type=oneshot
${environment.join('\n')}
ExecStart=/usr/bin/env ${quote(job.program).replaceAll('$', '$$$$')} ${wordsOf(job).join(' ')}
NoNewPrivileges=yes
`;
}

function timerOf(job: Job): string {
  return `${MADE_BY}
# A user's timers stop when the user logs out, unless "loginctl enable-linger" was said once.
[Unit]
Description=crypto-bot: when to tick
# ${describeTimes(job)}

[Timer]
OnCalendar=*:${job.oncePer === 'minute' ? '*' : String(job.minute).padStart(2, '0')}
# A run that was due while the machine was off is made when it is on again.
Persistent=true

[Install]
WantedBy=timers.target
`;
}

/** A text as one word of a unit file: systemd.syntax(7), and % for the specifiers of systemd.unit(5). */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
