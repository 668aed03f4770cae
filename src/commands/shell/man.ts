import { renderManText } from '../../report/man-text.js';
import { version } from '../../runtime/version.js';
import { eachSetting } from '../../settings/settings.js';
import { renderMan } from '../../shell/man.js';
import { defineBareCommand } from '../command.js';
import { describe } from '../describe.js';
import { allExitCodes } from '../exit-codes.js';

/** Prints the man page: for man, or at a terminal as it is read. */
export const command = defineBareCommand({
  examples: ['crypto-bot man', 'crypto-bot man > crypto-bot.1'],
  run: async ({ terminal, program }) => {
    const described = await describe(program);
    const page = renderMan(described, { version, exitCodes: allExitCodes, settings, variables, files });
    await terminal.print(terminal.interactive ? renderManText(page, terminal.columns) : page);
    return 0;
  },
});

const settings = eachSetting().map(([, { key, env, meaning, unset }]) => ({
  name: `${key} (${env.join(', ')})`,
  meaning: `${meaning} (default: ${unset})`,
}));

const variables = [
  { name: 'CRYPTO_BOT_HOME', meaning: 'one folder for everything: config file, ledger, log and state' },
  { name: 'CRYPTO_BOT_CONFIG', meaning: 'the config file to read' },
  { name: 'CRYPTO_BOT_NOW', meaning: 'a time to run at instead of now, for tests on a ledger of their own' },
  { name: 'HTTP_PROXY, HTTPS_PROXY, NO_PROXY', meaning: 'the proxies to use, and the hosts to reach without one' },
  { name: 'PGSSLMODE', meaning: 'sslmode of a PostgreSQL URL that has none' },
  { name: 'NO_COLOR', meaning: 'no colours' },
];

const files = [
  { name: '~/.config/crypto-bot/config.toml', meaning: 'the settings; crypto-bot config init writes it' },
  { name: '~/.local/share/crypto-bot/crypto-bot.db', meaning: 'the ledger, where no setting names another' },
  { name: '~/.local/state/crypto-bot/app.log', meaning: 'the log' },
  { name: '~/.local/state/crypto-bot/state', meaning: 'what runs remember of ledgers' },
  { name: '~/.cache/crypto-bot', meaning: 'the compiled program, by Node 22.8 and later; can be deleted' },
  {
    name: 'CRYPTO_BOT_HOME',
    meaning: 'has config.toml, crypto-bot.db, logs/app.log, state and cache, where it is set',
  },
];
