import type { SettingName } from '../settings/settings.js';
import { exchange } from '../settings/table/exchange.js';
import { network } from '../settings/table/network.js';
import { notify } from '../settings/table/notify.js';

/** Of each port, the settings that a command uses which opens it. */
const named = (...tables: readonly Readonly<Record<string, unknown>>[]) =>
  tables.flatMap((table) => Object.keys(table)) as readonly SettingName[];

export const marketSettings = ['market', 'quoteCurrency', ...named(network)] as const;
export const brokerSettings = [...marketSettings, ...named(exchange)] as const;
export const notifySettings = named(network, notify);
export const capSettings = ['capTick', 'capDay', 'capMonth', 'capCoin', 'capTotal'] as const;
