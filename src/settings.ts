import { slotUnits } from './core/calendar.js';
import { Decimal } from './core/money.js';
import { strategies } from './core/strategies/index.js';
import { categories } from './core/universe.js';
import { markets } from './market/index.js';

/** One kind of value: what is expected, in words that fit "expected …", and how it is read; undefined when it does not fit. */
interface Kind<Value> {
  readonly expected: string;
  /** Several values: a list in the config file, with commas in the environment and on the command line. */
  readonly isList?: boolean;
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

export const amountKind = amount;

/** A limit that can be switched off, which is null. */
const orOff = <Value>({ expected, parse }: Kind<Value>): Kind<Value | null> => ({
  expected: `${expected}, or off`,
  parse: (text) => (text === 'off' || /^0(\.0+)?$/.test(text) ? null : parse(text)),
});

/** At most as many as one request to a market can name. */
const listOf = <Item>({ expected, parse }: Kind<Item>): Kind<readonly Item[]> => ({
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

const coinId: Kind<string> = {
  expected: 'the id of a coin as the market spells it',
  parse: (text) => (/^[A-Za-z0-9._-]{1,100}$/.test(text) ? text : undefined),
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
  const { expected, parse, isList = false } = kind as Kind<Exclude<Value, undefined>>;
  return {
    expected,
    parse,
    isList,
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
  strategy: required(oneOf(Object.keys(strategies)), 'below-average', { key: 'strategy', flag: '--strategy' }),
  quantity: optional(amount, { key: 'quantity', flag: '--quantity', example: '0.5' }),
  notional: optional(amount, { key: 'notional', flag: '--notional', example: '25' }),
  capTick: optional(amount, { key: 'caps.tick', example: '100' }),
  capDay: optional(amount, { key: 'caps.day', example: '100' }),
  capMonth: optional(amount, { key: 'caps.month', example: '1000' }),
  capCoin: optional(amount, { key: 'caps.coin', example: '5000' }),
  capTotal: optional(amount, { key: 'caps.total', example: '10000' }),
  coins: optional(listOf(coinId), { key: 'universe.coins', flag: '--coins', example: 'bitcoin,ethereum' }),
  include: optional(listOf(coinId), { key: 'universe.include', example: 'monero' }),
  exclude: optional(listOf(coinId), { key: 'universe.exclude', example: 'dogecoin,shiba-inu' }),
  excludeCategories: optional(listOf(oneOf(categories)), {
    key: 'universe.exclude_categories',
    example: 'stablecoins,wrapped',
  }),
  hysteresis: required(wholeNumber(0, 249), '0', { key: 'universe.hysteresis' }),
  minMovementPercent: required(orOff(amount), '1', { key: 'universe.min_movement_percent' }),
  maxQuoteAgeMinutes: required(orOff(wholeNumber(1, 525_600)), '60', { key: 'sanity.max_quote_age_minutes' }),
  maxJumpPercent: required(orOff(amount), '50', { key: 'sanity.max_jump_percent' }),
  maxRankLeap: required(orOff(wholeNumber(1, 100_000)), '50', { key: 'sanity.max_rank_leap' }),
  oncePer: optional(oneOf(slotUnits), { key: 'once_per', flag: '--once-per', example: 'hour' }),
  deadlineMs: required(seconds(3600), '120', { key: 'deadline_seconds' }),
  databaseUrl: optional(databaseUrl, {
    key: 'database_url',
    flag: '--db',
    env: 'DATABASE_URL',
    example: 'file:/home/me/crypto-bot.db',
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

/** Settings of which only one can hold. */
const exclusive: readonly (readonly [SettingName, SettingName])[] = [
  ['quantity', 'notional'],
  ['coins', 'top'],
  ['coins', 'include'],
  ['coins', 'excludeCategories'],
  ['coins', 'hysteresis'],
];

/** Values as texts by setting, all from one place; `where` names that place for messages, such as "the environment". */
export interface Source {
  readonly where: string;
  readonly texts: Partial<Record<SettingName, { readonly name: string; readonly text: string }>>;
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

  // Of two that exclude each other the more important place wins; in one place they contradict each other.
  for (const [one, other] of exclusive) {
    if (rank(one) < 0 || rank(other) < 0) continue;
    if (rank(one) === rank(other))
      problems.push(`${settings[one].key} and ${settings[other].key} in ${origins[one]}: give one of them, not both`);
    const loser = rank(one) < rank(other) ? one : other;
    const { fallback, parse } = settings[loser];
    values[loser] = fallback === undefined ? undefined : parse(fallback);
  }
  return { values: values as unknown as Values, origins };
}
