import { count } from '../../core/values/numbers/count.js';
import { oneOf } from '../../core/values/one-of.js';
import { targetNames } from '../../schedule/target-names.js';
import { defineCommand } from '../command.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { argument, option } from '../input.js';

/** Shows, installs or removes what starts a run every hour. */
export const command = defineCommand({
  uses: ['oncePer', 'metricsFile', 'exchangeKeyFile'], // what is wrong with others is for the run that is scheduled
  arguments: { action: argument('[action]', '', oneOf(['show', 'install', 'remove']), { fallback: 'show' }) },
  options: {
    target: option('--for <scheduler>', '', oneOf(targetNames), { fallback: 'crontab' }),
    minute: option('--at <minute>', 'the minute of each hour', count(0, 59), { fallback: 15 }),
  },
  examples: [
    'crypto-bot schedule                          what a crontab would get',
    'crypto-bot schedule install --at 20',
    'crypto-bot schedule --for systemd',
  ],
  exitCodes: { 5: null, [NEEDS_A_PERSON]: 'it is installed, but its command does not run as it should' },
  check: ({ action = 'show', target }) =>
    action === 'show' || target === 'crontab' || target === 'systemd'
      ? []
      : [
          `schedule ${action} knows crontab and systemd; for ${target}, schedule --for ${target} prints what to put there`,
        ],
  run: async (context, { action, target, minute }) => {
    const { install, remove, show } = await import('./scheduling.js');
    if (action === 'remove') return remove(context, target);
    return action === 'install' ? install(context, target, minute) : show(context, target, minute);
  },
});
