/** Kinds of values that only the settings of an exchange have. */
import { serviceUrl } from '../../core/values/addresses/service-url.js';
import { coinId } from '../../core/values/coin-id.js';
import type { Kind } from '../../core/values/kind.js';
import { listOf } from '../../core/values/list.js';
import { seconds } from '../../core/values/numbers/seconds.js';

const asWritten = (text: string) => text;

export const yesOrNo: Kind<boolean> = {
  expected: 'true or false',
  example: 'true',
  choices: ['true', 'false'],
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  print: String,
};

/** A key or a secret of any exchange; it may have several lines. The code of each exchange knows its own form. */
export const keyText: Kind<string> = {
  expected: 'what the exchange gives',
  example: 'your-key',
  parse: (text) => (/^[^\p{C}]{1,2000}$/u.test(text.replaceAll(/\r?\n/g, '')) ? text : undefined),
  print: asWritten,
};

export const currency: Kind<string> = {
  expected: 'a currency as exchanges name it, in capitals',
  example: 'USDC',
  parse: (text) => (/^[A-Z0-9]{2,10}$/.test(text) ? text : undefined),
  print: asWritten,
};

const pairOfCoin: Kind<readonly [coin: string, pair: string]> = {
  expected: "a coin's id and its pair in capitals",
  example: 'bitcoin=BTC/EUR',
  parse: (text) => {
    const [, coin = '', pair = ''] = /^([^=]+?) *= *([A-Z0-9.]{1,20}\/[A-Z0-9.]{1,20})$/.exec(text) ?? [];
    return coinId.parse(coin) === undefined ? undefined : [coin, pair];
  },
  print: ([coin, pair]) => `${coin}=${pair}`,
};

const pairs = listOf(pairOfCoin);

export const pairsByCoin: Kind<ReadonlyMap<string, string>> = {
  expected: 'ids of coins, none twice, each with its pair at the exchange in capitals',
  example: 'bitcoin=BTC/EUR,ethereum=ETH/EUR',
  isTable: true,
  parse: (text) => {
    const list = pairs.parse(text);
    const byCoin = new Map(list);
    return list && byCoin.size === list.length ? byCoin : undefined;
  },
  print: (byCoin) => pairs.print([...byCoin]),
};

/** Keys go over it: it is encrypted, or stays on this machine. */
export const safeUrl: Kind<string> = {
  expected: 'an https:// address, or http:// on this machine',
  example: 'http://127.0.0.1:8000',
  parse: (text) => {
    const url = serviceUrl.parse(text);
    if (url === undefined) return undefined;
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? url : undefined;
  },
  print: asWritten,
};

const anySeconds = seconds(86_400);

/** A duration in seconds, of a minute to a day; its value is in milliseconds. */
export const minuteToDay: Kind<number> = {
  ...anySeconds,
  expected: 'seconds, from 60 to 86400',
  example: '300',
  parse: (text) => {
    const valueMs = anySeconds.parse(text);
    return valueMs !== undefined && valueMs >= 60_000 ? valueMs : undefined;
  },
};
