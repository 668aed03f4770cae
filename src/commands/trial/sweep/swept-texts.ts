import type { Combination } from '../../../backtest/sweep/combinations.js';
import { type SettingName, settings } from '../../../settings/settings.js';
import { limits } from '../../../settings/table/limits.js';
import { sanity } from '../../../settings/table/sanity.js';

/** The settings that a sweep can try values of: those that a tick depends on, and that are one word or number. */
const sweptSettings: readonly SettingName[] = [
  'strategy',
  'quantity',
  'notional',
  'top',
  'hysteresis',
  'minMovementPercent',
  ...keysOf(limits),
  ...keysOf(sanity),
];

const settingsByKey = new Map(sweptSettings.map((name) => [settings[name].key, name]));

/** What a combination says of settings; what names none is a parameter of the rule. */
export function textsOf(combination: Combination): Partial<Record<SettingName, string>> {
  const texts: Partial<Record<SettingName, string>> = {};
  const parameters: string[] = [];
  for (const [name, text] of Object.entries(combination)) {
    const setting = settingsByKey.get(name);
    if (setting) texts[setting] = text;
    else parameters.push(`${name}=${text}`);
  }
  return parameters.length === 0 ? texts : { ...texts, params: parameters.join(',') };
}

function keysOf<Table extends object>(table: Table): (keyof Table & SettingName)[] {
  return Object.keys(table) as (keyof Table & SettingName)[];
}
