import type { Kind } from '../core/values/kind.js';
import { problemOf } from '../core/values/problem.js';

/** What was typed for an option or an argument: its text or texts, true for an option without one, undefined for nothing. */
export type Typed = string | readonly string[] | true | undefined;

/** What can be typed after the name of a command: an option or an argument. */
export interface Input<Value> {
  /** As help shows it: "--limit <n>", "-q, --quiet", "[coin]" or "<file...>". */
  readonly usage: string;
  /** For help, with the choices and the default. */
  readonly summary: string;
  /** What completion offers; empty where it can be anything. */
  readonly offers: readonly string[];
  /** May be given several times: what was typed is a list. */
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
  return single({ usage, summary, kind, ...details });
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
  return single({ usage, summary, kind, ...details });
}

/**
 * An option that may be given several times, "--param <name=value>"; one that takes several values, "--prices <file...>";
 * or the last argument, "<file...>", of which there are one or more.
 */
export function list<Value>(
  usage: string,
  summary: string,
  kind: Kind<Value>,
  details: Pick<Details<Value>, 'example' | 'offers'>,
): Input<readonly Value[]> {
  const { read, described } = inputOf({ usage, summary, kind, ...details });
  return {
    ...described,
    isRepeatable: true,
    read: (typed, problems) =>
      Array.isArray(typed) ? typed.map((text) => read(text, problems)).filter((value) => value !== undefined) : [],
  };
}

/** What help says: "where prices come from: coingecko or sample (default: coingecko)". */
export function describeInput(summary: string, choices: readonly string[] = [], fallback?: string): string {
  const choice = [choices.slice(0, -1).join(', '), ...choices.slice(-1)].filter(Boolean).join(' or ');
  const told = [summary, choice].filter(Boolean).join(': ');
  return fallback === undefined ? told : `${told} (default: ${fallback})`;
}

interface Definition<Value> extends Details<Value> {
  readonly usage: string;
  readonly summary: string;
  readonly kind: Kind<Value>;
}

function single<Value>(definition: Definition<Value>): Input<Value | undefined> {
  const { read, described } = inputOf(definition);
  return {
    ...described,
    isRepeatable: false,
    read: (typed, problems) => (typeof typed === 'string' ? read(typed, problems) : definition.fallback),
  };
}

/** What help and completion need, and what reads one text. */
function inputOf<Value>({ usage, summary, kind, fallback, offers, ...more }: Definition<Value>) {
  const { choices = [] } = kind;
  const shown = fallback === undefined ? undefined : String(fallback);
  const example = more.example ?? shown ?? kind.example;
  return {
    described: { usage, summary: describeInput(summary, choices, shown), offers: offers ?? choices },
    read: (text: string, problems: string[]): Value | undefined => {
      const value = kind.parse(text);
      if (value === undefined) problems.push(problemOf(nameOf(usage), text, { ...kind, example }));
      return value;
    },
  };
}

/** "--limit" of "-n, --limit <n>", "the file" of "<file>" or "<file...>". */
function nameOf(usage: string): string {
  return /--[\w-]+/.exec(usage)?.[0] ?? `the ${usage.replaceAll(/[[\]<>.]/g, '')}`;
}
