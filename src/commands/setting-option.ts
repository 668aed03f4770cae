import type { Setting } from '../settings/setting.js';
import { type SettingName, settings } from '../settings/settings.js';
import { describeInput, type Input } from './input.js';

/** The option of a setting. Its text is read with the config file and the environment, by the same rules. */
export function settingOption(name: SettingName): Input<string> {
  const setting: Setting<unknown> = settings[name];
  const { option, meaning, choices, fallback } = setting;
  if (!option) throw new Error(`the setting ${name} has no option`);
  return {
    usage: option.usage,
    summary: describeInput(option.summary ?? meaning, choices, fallback),
    offers: option.offers ?? choices ?? [],
    isRepeatable: option.isRepeatable ?? false,
    // The items of a setting that is a list are separated by commas.
    read: (typed) => (typed === undefined || typed === true ? undefined : [typed].flat().join(',')),
  };
}
