import { fileURLToPath } from 'node:url';
import { endOf, parseInstant } from '../core/calendar.js';
import { Decimal } from '../core/money.js';

/** One kind of value: what is expected, in words that fit "expected …", and how it is read; undefined when it does not fit. */
export interface Kind<Value> {
  readonly expected: string;
  /** Several values: a list in the config file, with commas in the environment and on the command line. */
  readonly isList?: boolean;
  /** Values by name: a table in the config file, name=value with commas elsewhere. */
  readonly isTable?: boolean;
  /** All the values there are, where they are few. */
  readonly choices?: readonly string[];
  readonly parse: (text: string) => Value | undefined;
}

export const wholeNumber = (min: number, max: number): Kind<number> => ({
  expected: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
});

export const seconds = (max: number): Kind<number> => ({
  expected: `seconds, more than 0 and at most ${max}`,
  parse: (text) => {
    const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0;
    return value > 0 && value <= max * 1000 ? value : undefined;
  },
});

export const amount: Kind<Decimal> = {
  expected: 'a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma',
  parse: (text) => (/^\d{1,15}(\.\d{1,18})?$/.test(text) && /[1-9]/.test(text) ? new Decimal(text) : undefined),
};

/** A limit that can be switched off, which is null. */
export const orOff = <Value>({ expected, parse }: Kind<Value>): Kind<Value | null> => ({
  expected: `${expected}, or off`,
  parse: (text) => (text === 'off' || /^0(\.0+)?$/.test(text) ? null : parse(text)),
});

/** At most as many as one request to a market can name. */
export const listOf = <Item>({ expected, parse }: Kind<Item>): Kind<readonly Item[]> => ({
  expected: `a list of at most 250, without repetitions, each ${expected}`,
  isList: true,
  parse: (text) => {
    const items = text.split(',').map((item) => parse(item.trim()));
    const found = items.filter((item) => item !== undefined);
    return found.length === items.length && new Set(found).size === found.length && found.length <= 250
      ? found
      : undefined;
  },
});

export const coinId: Kind<string> = {
  expected: 'the id of a coin as the market spells it',
  parse: (text) => (/^[A-Za-z0-9._-]{1,100}$/.test(text) ? text : undefined),
};

export const multiplier: Kind<Decimal> = {
  expected: 'a decimal number from 1 to 100',
  parse: (text) => {
    const value = amount.parse(text);
    return value?.greaterThanOrEqualTo(1) && value.lessThanOrEqualTo(100) ? value : undefined;
  },
};

/** Whether a strategy has that name is known only once the config file is read: src/settings/rules/rules.ts. */
export const strategyName: Kind<string> = { expected: 'the name of a strategy', parse: (text) => text };

export const parameterList: Kind<string> = {
  expected: 'NAME=VALUE, more of them after commas, none twice',
  parse: (text) => {
    const names = text.split(',').map((pair) => /^\s*(\w+)\s*=\s*[^\s=]+\s*$/.exec(pair)?.[1]);
    return names.includes(undefined) || new Set(names).size < names.length ? undefined : text;
  },
};

export const oneOf = <const Name extends string>(names: readonly Name[]): Kind<Name> => ({
  expected: `one of ${names.join(', ')}`,
  parse: (text) => names.find((name) => name === text),
  choices: names,
});

export const filePath: Kind<string> = {
  expected: 'the path of a file',
  parse: (text) => (text.includes('\0') ? undefined : text),
};

/** A file:// address may name a host, or a path that is none. */
function isPathWhereFile(url: string): boolean {
  if (!url.startsWith('file://')) return true;
  try {
    return fileURLToPath(url) !== '';
  } catch {
    return false;
  }
}

export const databaseUrl: Kind<string> = {
  expected: 'file:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  parse: (text) => (/^(file:.+|postgres(ql)?:\/\/.+)$/.test(text) && isPathWhereFile(text) ? text : undefined),
};

export const httpUrl: Kind<string> = {
  expected: 'an http:// or https:// address',
  parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined),
};

export const apiKey: Kind<string> = {
  expected: 'a key of letters, digits, dashes and underscores',
  parse: (text) => (/^[\w-]{1,200}$/.test(text) ? text : undefined),
};

/** A coin as people name it; which one it is only a ledger can say. */
export const coinName: Kind<string> = { expected: 'the id or the symbol of a coin', parse: (text) => text };

export const time: Kind<Date> = {
  expected: 'a UTC day or time',
  parse: (text) => parseInstant(text) ?? undefined,
};

/** The last instant of a day, or a time. */
export const endOfTime: Kind<Date> = {
  expected: time.expected,
  parse: (text) => {
    const at = parseInstant(text);
    return at ? endOf(text, at) : undefined;
  },
};
