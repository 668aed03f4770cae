import type { Setting } from '../../settings/setting.js';
import { eachSetting } from '../../settings/settings.js';
import { toLines } from '../format/lines.js';
import { wrap } from '../format/wrap.js';

const WIDTH = 80;

const HEADING = [
  'Settings of crypto-bot. Every one of them is commented out, and so has its default: to change one, take away the "#"',
  'before its name, and then try: crypto-bot config check',
].join(' ');

/** They come last: in TOML, a table takes all lines below it. */
const RULES = [
  ...comment(
    'Rules of your own. This one buys when both of its parts do, and is chosen by strategy = "careful" above. Tables such as these end the settings: put no setting below them.',
  ),
  '#[strategies.careful]',
  '#kind = "all-of"',
  '#of = ["dip", "calm"]',
  '#[strategies.calm]',
  '#kind = "rsi"',
  '#below = 40',
];

/** A config file that has every setting with its meaning, and changes none. */
export function renderConfigTemplate(): string {
  const paragraphs = [comment(HEADING), ...eachSetting().map(([, setting]) => describe(setting)), RULES];
  return paragraphs.map((lines) => toLines(lines)).join('\n');
}

/** A dotted key, and not one under a table's heading: each can be uncommented alone. */
function describe({ key, meaning, expected, unset, ...setting }: Setting<unknown>): string[] {
  const sentence = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}. Expected: ${expected}. Default: ${unset}.`;
  return [...comment(sentence), `#${key} = ${exampleOf(setting)}`];
}

/** In TOML. */
function exampleOf({ example, isList, isTable }: Pick<Setting<unknown>, 'example' | 'isList' | 'isTable'>): string {
  if (isTable)
    return `{ ${example
      .split(',')
      .map((entry) => entry.replace(/=(.*)/, ' = "$1"'))
      .join(', ')} }`;
  if (isList)
    return `[${example
      .split(',')
      .map((item) => JSON.stringify(item))
      .join(', ')}]`;
  return /^(\d+|true|false)$/.test(example) ? example : JSON.stringify(example);
}

function comment(text: string): string[] {
  return wrap(text, WIDTH - 2).map((line) => `# ${line}`);
}
