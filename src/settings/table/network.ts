import { serviceUrl } from '../../core/values/addresses/service-url.js';
import { seconds } from '../../core/values/numbers/seconds.js';
import { oneOf } from '../../core/values/one-of.js';
import { apiKey } from '../kinds/names.js';
import { optional, required } from '../setting.js';

/** How the market is reached. */
export const network = {
  coingeckoUrl: optional(serviceUrl, {
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
    meaning: 'how long to wait at most, and half of it at least, before the first of 3 retries; doubled with each',
  }),
};
