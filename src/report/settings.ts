import type { ChalkInstance } from 'chalk';
import type { EffectiveSetting } from '../settings/effective-settings.js';
import { toJsonLine, toLines } from './format/lines.js';

/** What `config show` tells: each setting, and what is wrong with none of them alone. */
interface Settings {
  readonly settings: readonly EffectiveSetting[];
  readonly problems: readonly string[];
  readonly configFile: string | null;
}

/** What `config show` prints: a line per setting, its value last, so that one of any length can be copied. */
export function renderSettings({ settings, problems, configFile }: Settings, color: ChalkInstance): string {
  const keyWidth = Math.max(...settings.map(({ key }) => key.length));
  const lines = settings.map(({ key, from, value, unset, problem }) =>
    [
      key.padEnd(keyWidth),
      from === 'default' ? color.dim(from.padEnd(FROM_WIDTH)) : from.padEnd(FROM_WIDTH),
      problem === null ? (value ?? color.dim(`(${unset})`)) : color.red(`wrong: ${problem}`),
    ].join('  '),
  );
  const heading = configFile === null ? 'There is no config file.' : `The config file is ${configFile}`;
  const others = problems.map((problem) => color.red(`wrong: ${problem}`));
  return toLines([color.bold(heading), '', ...lines, ...(others.length > 0 ? ['', ...others] : [])]);
}

const FROM_WIDTH = 'environment'.length;

/** What `config show --json` prints. */
export function renderSettingsJson({ settings, problems, configFile }: Settings): string {
  const shown = settings.map(({ key, value, from, name, problem }) => ({ key, value, from, name, problem }));
  return toJsonLine({ configFile, settings: shown, problems });
}
