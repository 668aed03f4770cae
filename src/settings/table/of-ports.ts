import type { SettingName } from '../settings.js';
import { exchange } from './exchange.js';
import { network } from './network.js';
import { notify } from './notify.js';

/** What a command uses that asks the ledger's market. */
export const marketSettings: readonly SettingName[] = ['market', 'quoteCurrency', ...namesOf(network)];

/** What a command uses that asks the ledger's broker. */
export const brokerSettings: readonly SettingName[] = [...marketSettings, ...namesOf(exchange)];

/** What a command uses that sends messages. */
export const notifySettings: readonly SettingName[] = [...namesOf(network), ...namesOf(notify)];

export const capSettings: readonly SettingName[] = ['capTick', 'capDay', 'capMonth', 'capCoin', 'capTotal'];

function namesOf(table: object): SettingName[] {
  return Object.keys(table) as SettingName[];
}
