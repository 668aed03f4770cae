import { slotUnits } from './core/calendar.js';
import { toExactString } from './core/money.js';
import { DEFAULT_STEP } from './core/sizing.js';
import { markets } from './market/index.js';
import {
  amount,
  apiKey,
  databaseUrl,
  filePath,
  httpUrl,
  multiplier,
  oneOf,
  parameterList,
  seconds,
  strategyName,
  wholeNumber,
} from './settings/kinds.js';
import { optional, required, type Setting } from './settings/setting.js';

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
  strategy: required(strategyName, 'below-average', {
    key: 'strategy',
    meaning: 'the rule to buy by',
    flag: '--strategy',
  }),
  params: optional(parameterList, {
    key: 'params',
    meaning: 'the parameters of the strategy, instead of its own',
    unset: "the strategy's own",
    flag: '--param',
    example: 'window=20,margin=1',
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
  maxMultiplier: required(multiplier, '1', {
    key: 'sizing.max_multiplier',
    meaning: 'how many times the amount the strongest signal buys; the weakest buys it once',
    example: '3',
  }),
  step: required(amount, toExactString(DEFAULT_STEP), {
    key: 'sizing.step',
    meaning: 'every quantity is rounded down to a multiple of it',
  }),
  minNotional: optional(amount, {
    key: 'sizing.min_notional',
    meaning: "the least amount of the quote currency to buy for; less than it is carried to the coin's next buy",
    unset: 'none',
    example: '10',
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
  copyTo: optional(databaseUrl, {
    key: 'copy_to',
    meaning: 'the ledger that copy writes to',
    unset: 'none: copy needs --to',
    flag: '--to',
    example: 'postgresql://me:my-password@db.example:5432/crypto_bot',
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
