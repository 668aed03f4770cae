import { Chalk } from 'chalk';
import { renderSettings, renderSettingsJson } from '../../report/settings.js';
import { effectiveSettings } from '../../settings/effective-settings.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';

/** Prints every setting in effect and where it comes from, and what is wrong with any. */
export const command = defineCommand({
  uses: 'none',
  options: { json },
  examples: ['crypto-bot config show', 'CRYPTO_BOT_TOP=5 crypto-bot config show --json'],
  run: async ({ config, terminal, color }, { json }) => {
    const { configFile, otherProblems: problems } = config;
    const shown = { settings: effectiveSettings(config), problems, configFile };
    const style = { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }) };
    const report = json ? renderSettingsJson(shown) : renderSettings(shown, style);
    await terminal.print(report);
    return 0;
  },
});
