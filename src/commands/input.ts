import type { Kind } from '../settings/kinds.js';
import type { Setting } from '../settings/setting.js';
import { type SettingName, settings } from '../settings/settings.js';

/** What was typed for an option or an argument: its text, true for an option without one, undefined where it was not typed. */
export type Typed = string | boolean | undefined;

/** What can be typed after the name of a command: an option or an argument. */
export interface Input<Value> {
  /** As help shows it: "--limit <n>", "-q, --quiet", "[coin]" or "<file>". */
  readonly usage: string;
  /** For help, with the choices and the default. */
  readonly summary: string;
  /** What completion offers; empty where it can be anything. */
  readonly offers: readonly string[];
  /** May be given several times: the texts are joined by commas. */
  readonly isRepeatable: boolean;
  /** The value of what was typed. A text that does not fit is added to `problems`, then there is no value. */
  readonly read: (typed: Typed, problems: string[]) => Value | undefined;
}

interface Details<Value> {
  /** The value where nothing is typed. */
  readonly fallback?: Value;
  /** For messages, where it is not the fallback. */
  readonly example?: string;
  /** For completion, where the kind has no choices. */
  readonly offers?: readonly string[];
}

/** An option that takes no value. */
export function flag(usage: string, summary: string): Input<boolean> {
  return { usage, summary, offers: [], isRepeatable: false, read: (typed) => typed === true };
}

/** An option that takes a value, such as `option('--last <n>', 'the latest so many', wholeNumber(1, 99), { fallback: 1 })`. */
export function option<Value>(
  usage: string,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>> & { readonly fallback: NoInfer<Value> },
): Input<Value>;
export function option<Value>(
  usage: string,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>> & { readonly example: string },
): Input<Value | undefined>;
export function option<Value>(
  usage: string,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>>,
): Input<Value | undefined> {
  return readAs(kind, { usage, summary, name: nameOf(usage), ...details });
}

/** An argument that must be typed, such as `argument('<file>', 'the file to write', filePath, { example: 'a.db' })`. */
export function argument<Value>(
  usage: `<${string}>`,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>>,
): Input<Value>;
/** An argument that may be left out. */
export function argument<Value>(
  usage: `[${string}]`,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>>,
): Input<Value | undefined>;
export function argument<Value>(
  usage: string,
  summary: string,
  kind: Kind<Value>,
  details: Details<NoInfer<Value>>,
): Input<Value | undefined> {
  return readAs(kind, { usage, summary, name: `the ${usage.slice(1, -1)}`, ...details });
}

/** The option of a setting. Its text is read with the config file and the environment, by the same rules. */
export function settingOption(name: SettingName): Input<string> {
  const setting: Setting<unknown> = settings[name];
  const { option: own, meaning, choices, fallback } = setting;
  if (!own) throw new Error(`the setting ${name} has no option`);
  return {
    usage: own.usage,
    summary: complete(own.summary ?? meaning, choices, fallback),
    offers: own.offers ?? choices ?? [],
    isRepeatable: own.isRepeatable ?? false,
    read: (typed) => (typeof typed === 'string' ? typed : undefined),
  };
}

function readAs<Value>(
  kind: Kind<Value>,
  {
    name,
    usage,
    summary,
    fallback,
    offers,
    ...more
  }: Details<Value> & { name: string; usage: string; summary: string },
): Input<Value | undefined> {
  const { expected, choices = [] } = kind;
  const shown = fallback === undefined ? undefined : String(fallback);
  const example = more.example ?? shown ?? choices[0];
  return {
    usage,
    summary: complete(summary, choices, shown),
    offers: offers ?? choices,
    isRepeatable: false,
    read: (typed, problems) => {
      if (typeof typed !== 'string') return fallback;
      const value = kind.parse(typed);
      if (value === undefined)
        problems.push(`${name} is ${JSON.stringify(typed)}, but expected ${expected}, such as ${example}`);
      return value;
    },
  };
}

/** "where prices come from: coingecko or sample (default: coingecko)". */
function complete(summary: string, choices: readonly string[] = [], fallback?: string): string {
  const list = [choices.slice(0, -1).join(', '), ...choices.slice(-1)].filter(Boolean).join(' or ');
  const told = [summary, list].filter(Boolean).join(': ');
  return fallback === undefined ? told : `${told} (default: ${fallback})`;
}

/** The long name of an option: "--quiet" of "-q, --quiet", "--limit" of "--limit <n>". */
function nameOf(usage: string): string {
  return /--[\w-]+/.exec(usage)?.[0] ?? usage;
}
