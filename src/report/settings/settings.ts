import type { ChalkInstance } from 'chalk';
import type { EffectiveSetting } from '../../settings/effective-settings.js';
import { toJsonLine, toLines } from '../format/lines.js';
import { hang, wrap } from '../format/wrap.js';

/** What `config show` tells: each setting, and what is wrong with none of them alone. */
interface Settings {
  readonly settings: readonly EffectiveSetting[];
  readonly problems: readonly string[];
  readonly configFile: string | null;
}

interface Style {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
}

/** What `config show` prints: each setting with its value last, on one line, so that a value of any length can be copied. */
export function renderSettings({ settings, problems, configFile }: Settings, { width, color }: Style): string {
  const keyWidth = Math.max(...settings.map(({ key }) => key.length));
  const lines = settings.flatMap(({ key, from, value, unset, problem }) => {
    const [name, place] = [`${key.padEnd(keyWidth)}  `, `${from.padEnd(FROM_WIDTH)}  `];
    const shown = name + (from === 'default' ? color.dim(place) : place);
    if (problem === null && value !== null) return [shown + value];
    const [said, paint] = problem === null ? [`(${unset})`, color.dim] : [`wrong: ${problem}`, color.red];
    return wrap(said, width - name.length - place.length).map(
      (text, index) => (index === 0 ? shown : ' '.repeat(name.length + place.length)) + paint(text),
    );
  });
  const heading = configFile === null ? 'There is no config file.' : `The config file is ${configFile}`;
  const others = problems.flatMap((problem) => hang('wrong: ', problem, width)).map((line) => color.red(line));
  return toLines([color.bold(heading), '', ...lines, ...(others.length > 0 ? ['', ...others] : [])]);
}

const FROM_WIDTH = 'environment'.length;

/** What `config show --json` prints. */
export function renderSettingsJson({ settings, problems, configFile }: Settings): string {
  const shown = settings.map(({ key, value, from, name, problem }) => ({ key, value, from, name, problem }));
  return toJsonLine({ configFile, settings: shown, problems });
}
