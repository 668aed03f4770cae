import type { ChalkInstance } from 'chalk';
import type { EffectiveSetting } from '../settings/effective-settings.js';
import { toJsonLine, toLines } from './format/lines.js';

/** What `config show` prints: a line per setting, its value last, so that one of any length can be copied. */
export function renderSettings(
  settings: readonly EffectiveSetting[],
  configFile: string | null,
  color: ChalkInstance,
): string {
  const keyWidth = Math.max(...settings.map(({ key }) => key.length));
  const lines = settings.map(({ key, from, value, unset }) =>
    [
      key.padEnd(keyWidth),
      from === 'default' ? color.dim(from.padEnd(FROM_WIDTH)) : from.padEnd(FROM_WIDTH),
      value ?? color.dim(`(${unset})`),
    ].join('  '),
  );
  const heading = configFile === null ? 'There is no config file.' : `The config file is ${configFile}`;
  return toLines([color.bold(heading), '', ...lines]);
}

const FROM_WIDTH = 'environment'.length;

/** What `config show --json` prints. */
export function renderSettingsJson(settings: readonly EffectiveSetting[], configFile: string | null): string {
  const shown = settings.map(({ key, value, from, name }) => ({ key, value, from, name }));
  return toJsonLine({ configFile, settings: shown });
}
