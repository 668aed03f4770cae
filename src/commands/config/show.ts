import { Chalk } from 'chalk';
import { exitCodes } from '../../errors.js';
import { renderSettings, renderSettingsJson } from '../../report/settings/settings.js';
import { effectiveSettings } from '../../settings/effective-settings.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';

/** Prints every setting in effect and where it comes from, and what is wrong with any. */
export const command = defineCommand({
  uses: 'none',
  options: { json },
  examples: ['crypto-bot config show', 'CRYPTO_BOT_TOP=5 crypto-bot config show --json'],
  exitCodes: { 2: 'wrong usage, or wrong settings, which are shown all the same', 5: null },
  run: async ({ config, terminal, color }, { json }) => {
    const { configFile, otherProblems: problems } = config;
    const shown = { settings: effectiveSettings(config), problems, configFile };
    const style = { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }) };
    await terminal.print(json ? renderSettingsJson(shown) : renderSettings(shown, style));
    const wrong = [...shown.settings.flatMap(({ problem }) => problem ?? []), ...problems];
    if (wrong.length === 0) return 0;
    terminal.complain(['the configuration has problems:', ...wrong].join('\n  '));
    return exitCodes.config;
  },
});
