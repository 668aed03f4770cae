import { slotUnits } from './core/calendar.js';
import { Decimal, toExactString } from './core/money.js';
import { DEFAULT_STEP } from './core/sizing.js';
import { markets } from './market/index.js';
import type { RuleSpecs } from './rules.js';

/** One kind of value: what is expected, in words that fit "expected …", and how it is read; undefined when it does not fit. */
interface Kind<Value> {
  readonly expected: string;
  readonly parse: (text: string) => Value | undefined;
  /** All the values there are, where they are few. */
  readonly choices?: readonly string[];
}

/** A setting and its places, in rising order of importance: built-in default, config file, environment, command line. */
export interface Setting<Value> extends Kind<Exclude<Value, undefined>> {
  /** Its name in config.toml; a dot is a table. */
  readonly key: string;
  /** Its names in the environment; the first that is set wins. */
  readonly env: readonly string[];
  readonly flag: string | undefined;
  readonly fallback: string | undefined;
  readonly example: string;
  /** Its value is never shown. */
  readonly secret: boolean;
}

const wholeNumber = (min: number, max: number): Kind<number> => ({
  expected: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
});

const seconds = (max: number): Kind<number> => ({
  expected: `seconds, more than 0 and at most ${max}`,
  parse: (text) => {
    const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0;
    return value > 0 && value <= max * 1000 ? value : undefined;
  },
});

const amount: Kind<Decimal> = {
  expected: 'a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma',
  parse: (text) => (/^\d{1,15}(\.\d{1,18})?$/.test(text) && /[1-9]/.test(text) ? new Decimal(text) : undefined),
};

const multiplier: Kind<Decimal> = {
  expected: 'a decimal number from 1 to 100',
  parse: (text) => {
    const value = amount.parse(text);
    return value?.greaterThanOrEqualTo(1) && value.lessThanOrEqualTo(100) ? value : undefined;
  },
};

/** Whether a strategy has that name is known only once the config file is read: src/rules.ts. */
const strategyName: Kind<string> = { expected: 'the name of a strategy', parse: (text) => text };

const parameterList: Kind<string> = {
  expected: 'NAME=VALUE, more of them after commas, none twice',
  parse: (text) => {
    const names = text.split(',').map((pair) => /^\s*(\w+)\s*=\s*[^\s=]+\s*$/.exec(pair)?.[1]);
    return names.includes(undefined) || new Set(names).size < names.length ? undefined : text;
  },
};

const oneOf = <const Name extends string>(names: readonly Name[]): Kind<Name> => ({
  expected: `one of ${names.join(', ')}`,
  parse: (text) => names.find((name) => name === text),
  choices: names,
});

const filePath: Kind<string> = {
  expected: 'the path of a file',
  parse: (text) => (text.includes('\0') ? undefined : text),
};

const databaseUrl: Kind<string> = {
  expected: 'file:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  parse: (text) => (/^(file:.+|postgres(ql)?:\/\/.+)$/.test(text) ? text : undefined),
};

const httpUrl: Kind<string> = {
  expected: 'an http:// or https:// address',
  parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined),
};

const apiKey: Kind<string> = {
  expected: 'a key of letters, digits, dashes and underscores',
  parse: (text) => (/^[\w-]{1,200}$/.test(text) ? text : undefined),
};

interface Place {
  readonly key: string;
  readonly example: string;
  readonly env?: string;
  readonly flag?: string;
  readonly secret?: boolean;
}

function optional<Value>(
  kind: Kind<Value>,
  { key, example, env, flag, secret = false }: Place,
): Setting<Value | undefined> {
  const derived = `CRYPTO_BOT_${key.replaceAll('.', '_').toUpperCase()}`;
  const { expected, parse, choices = [] } = kind as Kind<Exclude<Value, undefined>>;
  return {
    expected,
    parse,
    choices,
    key,
    example,
    flag,
    secret,
    env: env ? [derived, env] : [derived],
    fallback: undefined,
  };
}

function required<Value>(
  kind: Kind<Value>,
  fallback: string,
  place: Omit<Place, 'example'> & { example?: string },
): Setting<Value> {
  return { ...(optional(kind, { example: fallback, ...place }) as Setting<Value>), fallback };
}

/** Every setting there is. A new one is a line here; its name, places, default and checks follow from it. */
const settings = {
  market: required(oneOf(Object.keys(markets)), 'coingecko', { key: 'market', flag: '--market' }),
  quoteCurrency: required(oneOf(['usd', 'eur', 'gbp', 'jpy', 'btc']), 'usd', { key: 'quote_currency' }),
  top: required(wholeNumber(1, 250), '3', { key: 'top', flag: '--top' }),
  strategy: required(strategyName, 'below-average', { key: 'strategy', flag: '--strategy' }),
  params: optional(parameterList, { key: 'params', flag: '--param', example: 'window=20,margin=1' }),
  quantity: optional(amount, { key: 'quantity', flag: '--quantity', example: '0.5' }),
  notional: optional(amount, { key: 'notional', flag: '--notional', example: '25' }),
  maxMultiplier: required(multiplier, '1', { key: 'sizing.max_multiplier', example: '3' }),
  step: required(amount, toExactString(DEFAULT_STEP), { key: 'sizing.step' }),
  minNotional: optional(amount, { key: 'sizing.min_notional', example: '10' }),
  oncePer: optional(oneOf(slotUnits), { key: 'once_per', flag: '--once-per', example: 'hour' }),
  deadlineMs: required(seconds(3600), '120', { key: 'deadline_seconds' }),
  databaseUrl: optional(databaseUrl, {
    key: 'database_url',
    flag: '--db',
    env: 'DATABASE_URL',
    example: 'file:/home/me/crypto-bot.db',
    secret: true,
  }),
  copyTo: optional(databaseUrl, {
    key: 'copy_to',
    flag: '--to',
    example: 'postgresql://me:my-password@db.example:5432/crypto_bot',
    secret: true,
  }),
  databaseTimeoutMs: required(seconds(600), '20', { key: 'database_timeout_seconds' }),
  coingeckoUrl: optional(httpUrl, { key: 'coingecko.url', example: 'https://api.coingecko.com/api/v3' }),
  coingeckoApiKey: optional(apiKey, {
    key: 'coingecko.api_key',
    env: 'COINGECKO_API_KEY',
    example: 'CG-your-key',
    secret: true,
  }),
  coingeckoPlan: required(oneOf(['keyless', 'demo', 'pro']), 'keyless', { key: 'coingecko.plan' }),
  connectTimeoutMs: required(seconds(600), '5', { key: 'http.connect_timeout_seconds' }),
  answerTimeoutMs: required(seconds(600), '10', { key: 'http.answer_timeout_seconds' }),
  retryDelayMs: required(seconds(600), '1', { key: 'http.retry_delay_seconds' }),
  logFile: optional(filePath, { key: 'log.file', example: '/var/log/crypto-bot/app.log' }),
  logMaxBytes: required(wholeNumber(10_000, 999_999_999), '1000000', { key: 'log.max_bytes' }),
};

export type SettingName = keyof typeof settings;
export type Values = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** All settings with their names. */
export function eachSetting(): [SettingName, Setting<unknown>][] {
  return Object.entries(settings) as [SettingName, Setting<unknown>][];
}

/** Values as texts by setting, all from one place; `where` names that place for messages, such as "the environment". */
export interface Source {
  readonly where: string;
  readonly texts: Partial<Record<SettingName, { readonly name: string; readonly text: string }>>;
  /** The rules that are written down there. */
  readonly rules?: RuleSpecs;
}

export interface Resolved {
  readonly values: Values;
  /** The place each value came from. */
  readonly origins: Readonly<Record<SettingName, string>>;
}

/**
 * Reads every text of every source, and takes each setting's value from the last source that has it.
 * What is wrong, also where another source overrides it, is added to `problems`; then the values are not to be used.
 */
export function resolveSettings(sources: readonly Source[], problems: string[]): Resolved {
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins = {} as Record<SettingName, string>;
  const rank = (name: SettingName) => sources.findLastIndex((source) => source.texts[name]);

  for (const [name, { expected, parse, example, secret, fallback }] of eachSetting()) {
    values[name] = fallback === undefined ? undefined : parse(fallback);
    origins[name] = 'the default';
    for (const { where, texts } of sources) {
      const given = texts[name];
      if (!given) continue;
      values[name] = parse(given.text);
      origins[name] = where;
      if (values[name] === undefined) {
        const shown = secret ? '' : ` is ${JSON.stringify(given.text)}, but`;
        problems.push(`${given.name} in ${where}${shown || ':'} expected ${expected}, such as ${example}`);
      }
    }
  }

  if (values.quantity !== undefined && values.notional !== undefined) {
    const [quantity, notional] = [rank('quantity'), rank('notional')];
    if (quantity === notional)
      problems.push(`quantity and notional in ${origins.quantity}: give one of them, not both`);
    if (quantity < notional) values.quantity = undefined;
    else values.notional = undefined;
  }
  if (
    values.quantity instanceof Decimal &&
    values.step instanceof Decimal &&
    !values.quantity.mod(values.step).isZero()
  ) {
    problems.push(
      `quantity in ${origins.quantity} is no multiple of sizing.step, ${toExactString(values.step)}: round it, or make the step smaller`,
    );
  }
  return { values: values as unknown as Values, origins };
}
