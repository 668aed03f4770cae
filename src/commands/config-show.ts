import { Chalk } from 'chalk';
import type { Flags } from '../config.js';
import { renderSettings, renderSettingsJson } from '../report/settings.js';
import { effectiveSettings } from '../settings/effective-settings.js';
import type { Context } from './context.js';

/** `crypto-bot config show`: prints every setting in effect and where it comes from. Returns the exit code. */
export async function configShow({ config, terminal, color }: Context, { json }: Flags): Promise<number> {
  const settings = effectiveSettings(config);
  const { configFile } = config;
  const report = json
    ? renderSettingsJson(settings, configFile)
    : renderSettings(settings, configFile, new Chalk({ level: color ? 1 : 0 }));
  await terminal.print(report);
  return 0;
}
