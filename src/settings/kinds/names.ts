import type { Kind } from '../../core/values/kind.js';
import { visible } from '../../core/values/text.js';

const asWritten = (text: string) => text;

/** A word. What it names is known only from a ledger or the config file. */
const name = (expected: string, example: string): Kind<string> => ({
  expected,
  example,
  parse: (text) => (visible(text) === text ? text : undefined),
  print: asWritten,
});

/** Whether a strategy has that name is known only once the config file is read: src/settings/rules/rules.ts. */
export const strategyName = name('the name of a strategy', 'below-average');

/** A coin as people name it. */
export const coinName = name('the id, the symbol or the name of a coin', 'bitcoin');

export const parameterList: Kind<string> = {
  expected: 'NAME=VALUE, more of them after commas, none twice',
  example: 'window=20,margin=1',
  parse: (text) => {
    const names = text.split(',').map((pair) => /^ *(\w+) *= *[^\s=]+ *$/.exec(pair)?.[1]);
    const isWrong = names.includes(undefined) || new Set(names).size < names.length || visible(text) !== text;
    return isWrong ? undefined : text;
  },
  print: asWritten,
};

export const apiKey: Kind<string> = {
  expected: 'a key of letters, digits, dashes and underscores',
  example: 'CG-your-key',
  parse: (text) => (/^[\w-]{1,200}$/.test(text) ? text : undefined),
  print: asWritten,
};
