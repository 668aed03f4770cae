import { Chalk } from 'chalk';
import { renderSettings, renderSettingsJson } from '../../report/settings.js';
import { effectiveSettings } from '../../settings/effective-settings.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';

/** Prints every setting in effect and where it comes from. */
export const command = defineCommand({
  options: { json },
  examples: ['crypto-bot config show', 'CRYPTO_BOT_TOP=5 crypto-bot config show --json'],
  run: async ({ config, terminal, color }, { json }) => {
    const settings = effectiveSettings(config);
    const { configFile } = config;
    const report = json
      ? renderSettingsJson(settings, configFile)
      : renderSettings(settings, configFile, new Chalk({ level: color ? 1 : 0 }));
    await terminal.print(report);
    return 0;
  },
});
