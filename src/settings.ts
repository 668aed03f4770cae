import { slotUnits } from './core/calendar.js';
import { Decimal } from './core/money.js';
import { strategies } from './core/strategies/index.js';
import { markets } from './market/index.js';

/** One kind of value: what is expected, in words that fit "expected …", and how it is read; undefined when it does not fit. */
interface Kind<Value> {
  readonly expected: string;
  readonly parse: (text: string) => Value | undefined;
}

/** A setting and its places, in rising order of importance: built-in default, config file, environment, command line. */
export interface Setting<Value> extends Kind<Exclude<Value, undefined>> {
  /** Its name in config.toml; a dot is a table. */
  readonly key: string;
  /** Its names in the environment; the first that is set wins. */
  readonly env: readonly string[];
  readonly flag: string | undefined;
  readonly fallback: string | undefined;
  /** What it is for, in words that a sentence can begin with. */
  readonly meaning: string;
  /** Its default, in words. */
  readonly unset: string;
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

const oneOf = <const Name extends string>(names: readonly Name[]): Kind<Name> => ({
  expected: `one of ${names.join(', ')}`,
  parse: (text) => names.find((name) => name === text),
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
  readonly meaning: string;
  readonly unset: string;
  readonly example: string;
  readonly env?: string;
  readonly flag?: string;
  readonly secret?: boolean;
}

function optional<Value>(
  kind: Kind<Value>,
  { key, meaning, unset, example, env, flag, secret = false }: Place,
): Setting<Value | undefined> {
  const derived = `CRYPTO_BOT_${key.replaceAll('.', '_').toUpperCase()}`;
  const { expected, parse } = kind as Kind<Exclude<Value, undefined>>;
  const names = { key, env: env ? [derived, env] : [derived], flag };
  return { ...names, expected, parse, meaning, unset, example, secret, fallback: undefined };
}

function required<Value>(
  kind: Kind<Value>,
  fallback: string,
  place: Omit<Place, 'example' | 'unset'> & { example?: string },
): Setting<Value> {
  return { ...(optional(kind, { example: fallback, unset: fallback, ...place }) as Setting<Value>), fallback };
}

/** Every setting there is. A new one is a line here; its name, places, default and checks follow from it. */
const settings = {
  market: required(oneOf(Object.keys(markets)), 'coingecko', {
    key: 'market',
    meaning: 'where prices come from',
    flag: '--market',
  }),
  quoteCurrency: required(oneOf(['usd', 'eur', 'gbp', 'jpy', 'btc']), 'usd', {
    key: 'quote_currency',
    meaning: 'the currency of every amount; a ledger has one',
  }),
  top: required(wholeNumber(1, 250), '3', {
    key: 'top',
    meaning: 'how many coins to look at, by market cap',
    flag: '--top',
  }),
  strategy: required(oneOf(Object.keys(strategies)), 'below-average', {
    key: 'strategy',
    meaning: 'the rule to buy by',
    flag: '--strategy',
  }),
  quantity: optional(amount, {
    key: 'quantity',
    meaning: 'how many coins one buy is',
    unset: '1, unless notional is set',
    flag: '--quantity',
    example: '0.5',
  }),
  notional: optional(amount, {
    key: 'notional',
    meaning: 'the amount of the quote currency that one buy is, instead of quantity',
    unset: 'quantity counts',
    flag: '--notional',
    example: '25',
  }),
  oncePer: optional(oneOf(slotUnits), {
    key: 'once_per',
    meaning: 'record at most one tick per UTC minute, hour or day, however often it is run',
    unset: 'every run is a tick',
    flag: '--once-per',
    example: 'hour',
  }),
  deadlineMs: required(seconds(3600), '120', { key: 'deadline_seconds', meaning: 'how long a whole command may take' }),
  databaseUrl: optional(databaseUrl, {
    key: 'database_url',
    meaning: 'where the ledger is',
    unset: 'crypto-bot.db in the data folder',
    flag: '--db',
    env: 'DATABASE_URL',
    example: 'file:/home/me/crypto-bot.db',
    secret: true,
  }),
  databaseTimeoutMs: required(seconds(600), '20', {
    key: 'database_timeout_seconds',
    meaning: 'how long to wait for a ledger that is busy',
  }),
  coingeckoUrl: optional(httpUrl, {
    key: 'coingecko.url',
    meaning: 'the address of the API',
    unset: "the plan's public address",
    example: 'https://api.coingecko.com/api/v3',
  }),
  coingeckoApiKey: optional(apiKey, {
    key: 'coingecko.api_key',
    meaning: 'the key of a demo or pro plan',
    unset: 'none',
    env: 'COINGECKO_API_KEY',
    example: 'CG-your-key',
    secret: true,
  }),
  coingeckoPlan: required(oneOf(['keyless', 'demo', 'pro']), 'keyless', {
    key: 'coingecko.plan',
    meaning: 'the plan that the key belongs to',
  }),
  connectTimeoutMs: required(seconds(600), '5', {
    key: 'http.connect_timeout_seconds',
    meaning: 'how long one connection may take',
  }),
  answerTimeoutMs: required(seconds(600), '10', {
    key: 'http.answer_timeout_seconds',
    meaning: 'how long one answer may take',
  }),
  retryDelayMs: required(seconds(600), '1', {
    key: 'http.retry_delay_seconds',
    meaning: 'how long to wait before the first of 3 retries; doubled with each',
  }),
  logFile: optional(filePath, {
    key: 'log.file',
    meaning: 'where events are logged',
    unset: 'app.log in the log folder',
    example: '/var/log/crypto-bot/app.log',
  }),
  logMaxBytes: required(wholeNumber(10_000, 999_999_999), '1000000', {
    key: 'log.max_bytes',
    meaning: 'how long the log may grow before it is rotated; 5 old ones are kept',
  }),
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
}

export interface Resolved {
  readonly values: Values;
  /** The place each value came from. */
  readonly origins: Readonly<Record<SettingName, string>>;
  /** The name it was given under there, and its text, for those that are not defaults. */
  readonly given: Source['texts'];
}

/**
 * Reads every text of every source, and takes each setting's value from the last source that has it.
 * What is wrong, also where another source overrides it, is added to `problems`; then the values are not to be used.
 */
export function resolveSettings(sources: readonly Source[], problems: string[]): Resolved {
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins = {} as Record<SettingName, string>;
  const winners: Source['texts'] = {};
  const rank = (name: SettingName) => sources.findLastIndex((source) => source.texts[name]);

  for (const [name, { expected, parse, example, secret, fallback }] of eachSetting()) {
    values[name] = fallback === undefined ? undefined : parse(fallback);
    origins[name] = 'the default';
    for (const { where, texts } of sources) {
      const given = texts[name];
      if (!given) continue;
      values[name] = parse(given.text);
      origins[name] = where;
      winners[name] = given;
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
    const overridden = quantity < notional ? 'quantity' : 'notional';
    values[overridden] = undefined;
    origins[overridden] = 'the default';
    delete winners[overridden];
  }
  return { values: values as unknown as Values, origins, given: winners };
}
