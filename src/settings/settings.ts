import type { Setting } from './setting.js';
import { basics } from './table/basics.js';
import { exchange } from './table/exchange.js';
import { ledger } from './table/ledger.js';
import { limits } from './table/limits.js';
import { log } from './table/log.js';
import { monitoring } from './table/monitoring.js';
import { network } from './table/network.js';
import { notify } from './table/notify.js';
import { runs } from './table/runs.js';
import { sanity } from './table/sanity.js';
import { universe } from './table/universe.js';

/** Every setting there is. A new one is a line in a table; its name, places, default and checks follow from it. */
export const settings = {
  ...basics,
  ...limits,
  ...universe,
  ...sanity,
  ...runs,
  ...ledger,
  ...network,
  ...exchange,
  ...log,
  ...notify,
  ...monitoring,
};

export type SettingName = keyof typeof settings;
export type Values = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** All settings with their names. */
export function eachSetting(): [SettingName, Setting<unknown>][] {
  return Object.entries(settings) as [SettingName, Setting<unknown>][];
}
