import { filePath } from '../../core/values/file-path.js';
import { decimalBetween } from '../../core/values/numbers/decimal.js';
import { oneOf } from '../../core/values/one-of.js';
import { currency, keyText, minuteToDay, pairsByCoin, safeUrl, yesOrNo } from '../kinds/exchange.js';
import { optional, required } from '../setting.js';

/** Who carries out orders, and in which account. */
export const exchange = {
  broker: required(oneOf(['paper', 'kraken', 'coinbase', 'binance']), 'paper', {
    key: 'broker',
    meaning: 'who carries out orders: paper, which spends no money, or an exchange, which spends yours',
  }),
  exchangeKeyFile: optional(filePath, {
    key: 'exchange.key_file',
    meaning: "the file with the exchange's API key, which only its owner may read",
    unset: 'none: the key is taken from exchange.api_key and exchange.api_secret',
    example: '/home/me/kraken.json',
  }),
  exchangeApiKey: optional(keyText, {
    key: 'exchange.api_key',
    meaning: "the exchange's API key, better given in the environment or in exchange.key_file",
    unset: 'none',
    example: 'your-key',
    secret: true,
  }),
  exchangeApiSecret: optional(keyText, {
    key: 'exchange.api_secret',
    meaning: 'the secret that belongs to the API key',
    unset: 'none',
    example: 'its-secret',
    secret: true,
  }),
  exchangePairs: optional(pairsByCoin, {
    key: 'exchange.pairs',
    meaning: "the exchange's pairs of coins, where another than the built-in one is to be bought, or none is built in",
    unset: 'those that are built in for the largest coins',
    example: 'bitcoin=BTC/EUR,ethereum=ETH/EUR',
  }),
  exchangeQuote: optional(currency, {
    key: 'exchange.quote',
    meaning: 'what to pay in and to count as dollars, such as USDC',
    unset: "the ledger's own currency",
    example: 'USDC',
  }),
  exchangeSandbox: required(yesOrNo, 'false', {
    key: 'exchange.sandbox',
    meaning: "whether to trade on the exchange's test system, which only binance has; a ledger is for one of both",
    example: 'true',
  }),
  maxSlippageBps: required(decimalBetween('0', '1000'), '50', {
    key: 'exchange.max_slippage_bps',
    meaning: 'how far above the price decided on an order may be filled, in hundredths of a percent',
  }),
  maxDeviationPercent: required(decimalBetween('0.1', '20'), '2', {
    key: 'exchange.max_deviation_percent',
    meaning: "how far what the exchange asks may be from the market's price for a coin to be bought",
  }),
  exchangeGraceMs: required(minuteToDay, '300', {
    key: 'exchange.grace_seconds',
    meaning: 'how long after its own time an order that is not to be found may still turn up',
  }),
  exchangeUrl: optional(safeUrl, {
    key: 'exchange.url',
    meaning: 'where every request goes in place of the exchange, such as to a simulator',
    unset: "the exchange's own address",
    example: 'http://127.0.0.1:8000',
  }),
};
