import { slotUnits } from '../core/calendar.js';
import { DEFAULT_STEP } from '../core/limits/sizing.js';
import { toExactString } from '../core/money.js';
import { categories } from '../core/universe.js';
import { sourceNames } from '../market/sources.js';
import {
  amount,
  apiKey,
  coinId,
  databaseUrl,
  filePath,
  httpUrl,
  listOf,
  multiplier,
  oneOf,
  orOff,
  parameterList,
  seconds,
  strategyName,
  wholeNumber,
} from './kinds.js';
import { optional, required, type Setting } from './setting.js';

/** Every setting there is. A new one is a line here; its name, places, default and checks follow from it. */
export const settings = {
  market: required(oneOf(sourceNames), 'coingecko', {
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
  capTick: optional(amount, {
    key: 'caps.tick',
    meaning: 'the most that one tick may buy for, in the quote currency',
    unset: 'no such cap',
    example: '100',
  }),
  capDay: optional(amount, {
    key: 'caps.day',
    meaning: 'the most that may be bought for in a UTC day',
    unset: 'no such cap',
    example: '100',
  }),
  capMonth: optional(amount, {
    key: 'caps.month',
    meaning: 'the most that may be bought for in a UTC month',
    unset: 'no such cap',
    example: '1000',
  }),
  capCoin: optional(amount, {
    key: 'caps.coin',
    meaning: 'the most that any one coin may be bought for, in all',
    unset: 'no such cap',
    example: '5000',
  }),
  capTotal: optional(amount, {
    key: 'caps.total',
    meaning: 'the most that may be bought for, in all',
    unset: 'no such cap',
    example: '10000',
  }),
  coins: optional(listOf(coinId), {
    key: 'universe.coins',
    meaning: 'the coins to look at, by id, instead of the top coins',
    unset: 'the top coins',
    flag: '--coins',
    example: 'bitcoin,ethereum',
  }),
  include: optional(listOf(coinId), {
    key: 'universe.include',
    meaning: 'coins to look at beside the top ones, whatever their rank and kind',
    unset: 'none',
    example: 'monero',
  }),
  exclude: optional(listOf(coinId), {
    key: 'universe.exclude',
    meaning: 'coins to leave out; the next ones take their places',
    unset: 'none',
    example: 'dogecoin,shiba-inu',
  }),
  excludeCategories: optional(listOf(oneOf(categories)), {
    key: 'universe.exclude_categories',
    meaning: 'kinds of coins to leave out; the next ones take their places',
    unset: 'none',
    example: 'stablecoins,wrapped',
  }),
  hysteresis: required(wholeNumber(0, 249), '0', {
    key: 'universe.hysteresis',
    meaning: 'how many ranks below the top a coin stays that was in it',
  }),
  minMovementPercent: required(orOff(amount), '1', {
    key: 'universe.min_movement_percent',
    meaning: 'with stablecoins left out, so is a coin whose price has moved less than this in 10 days',
  }),
  maxQuoteAgeMinutes: required(orOff(wholeNumber(1, 525_600)), 'off', {
    besideFile: '60',
    key: 'sanity.max_quote_age_minutes',
    meaning: 'nothing is bought at a price that is older',
  }),
  maxJumpPercent: required(orOff(amount), 'off', {
    besideFile: '50',
    key: 'sanity.max_jump_percent',
    meaning: 'nothing is bought at a price further from the last stored one, or from the latest midnight',
  }),
  maxRankLeap: required(orOff(wholeNumber(1, 100_000)), 'off', {
    besideFile: '50',
    key: 'sanity.max_rank_leap',
    meaning: 'nothing is bought whose market-cap rank has changed more since the last tick',
  }),
  oncePer: optional(oneOf(slotUnits), {
    key: 'once_per',
    meaning: 'record at most one tick per UTC minute, hour, day, ISO week or month, however often it is run',
    unset: 'every run is a tick',
    flag: '--once-per',
    example: 'hour',
  }),
  deadlineMs: required(seconds(3600), '120', {
    key: 'deadline_seconds',
    meaning: 'how long a run may take, or portfolio may wait for prices',
  }),
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
    meaning: 'how long to wait for a ledger that is busy, or a server that is down',
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
