import type { Job } from '../../src/schedule/job.js';

/** What a scheduler of this machine is told where nothing is set. */
export const plainJob: Job = {
  program: '/usr/local/bin/crypto-bot',
  path: ['/usr/local/bin', '/usr/bin', '/bin'],
  oncePer: 'hour',
  minute: 15,
  variables: {},
  places: {},
  secrets: [],
  version: '1.0.0',
};

/** With everything that a job may have, and in it what each form has a meaning of its own for. */
export const fullJob: Job = {
  ...plainJob,
  program: '/opt/a "b"/it\'s $HOME & <100%>/crypto-bot',
  oncePer: 'week',
  minute: 5,
  variables: { CRYPTO_BOT_TOP: '5', CRYPTO_BOT_PARAMS: `a\\b "c" 'd' $e %f \`g\` <h> \${{ i }} #j; k` },
  places: { CRYPTO_BOT_HOME: '/home/me/my bots' },
  secrets: ['COINGECKO_API_KEY'],
};
