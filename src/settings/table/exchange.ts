import { Decimal } from '../../core/money.js';
import { amount, coinId, filePath, type Kind, listOf, oneOf, seconds } from '../kinds.js';
import { optional, required } from '../setting.js';

const between = (least: string, most: string): Kind<Decimal> => ({
  expected: `a decimal number from ${least} to ${most}`,
  parse: (text) => {
    const value = /^0+(\.0+)?$/.test(text) ? new Decimal(0) : amount.parse(text);
    return value?.greaterThanOrEqualTo(least) && value.lessThanOrEqualTo(most) ? value : undefined;
  },
});

const yesOrNo: Kind<boolean> = {
  expected: 'true or false',
  choices: ['true', 'false'],
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

/** Keys and secrets are of many forms; the exchange's own are known where it is asked. */
const keyText: Kind<string> = {
  expected: 'what the exchange gives',
  parse: (text) => (/^[^\p{C}]{1,2000}$/u.test(text.replaceAll(/\r?\n/g, '')) ? text : undefined),
};

const currency: Kind<string> = {
  expected: 'a currency as exchanges name it, in capitals',
  parse: (text) => (/^[A-Z0-9]{2,10}$/.test(text) ? text : undefined),
};

const pairOfCoin: Kind<readonly [coin: string, pair: string]> = {
  expected: "a coin's id and its pair in capitals",
  parse: (text) => {
    const [, coin = '', pair = ''] = /^([^=]+?)\s*=\s*([A-Z0-9.]{1,20}\/[A-Z0-9.]{1,20})$/.exec(text) ?? [];
    return coinId.parse(coin) ? [coin, pair] : undefined;
  },
};

const pairsByCoin: Kind<ReadonlyMap<string, string>> = {
  expected: 'ids of coins, none twice, each with its pair at the exchange in capitals',
  isTable: true,
  parse: (text) => {
    const list = listOf(pairOfCoin).parse(text);
    const pairs = new Map(list);
    return list && pairs.size === list.length ? pairs : undefined;
  },
};

/** Keys go over it: it is encrypted, or stays on this machine. */
const safeUrl: Kind<string> = {
  expected: 'an https:// address, or http:// on this machine',
  parse: (text) => {
    if (!URL.canParse(text)) return undefined;
    const { protocol, hostname } = new URL(text);
    const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    return protocol === 'https:' || (protocol === 'http:' && isHere) ? text.replace(/\/+$/, '') : undefined;
  },
};

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
  maxSlippageBps: required(between('0', '1000'), '50', {
    key: 'exchange.max_slippage_bps',
    meaning: 'how far above the price decided on an order may be filled, in hundredths of a percent',
  }),
  maxDeviationPercent: required(between('0.1', '20'), '2', {
    key: 'exchange.max_deviation_percent',
    meaning: "how far what the exchange asks may be from the market's price for a coin to be bought",
  }),
  exchangeGraceMs: required(atLeast60(seconds(86_400)), '300', {
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

function atLeast60({ parse }: Kind<number>): Kind<number> {
  return {
    expected: 'seconds, from 60 to 86400',
    parse: (text) => {
      const ms = parse(text);
      return ms !== undefined && ms >= 60_000 ? ms : undefined;
    },
  };
}
