import type { Values } from './settings.js';

/** An order at an exchange is sent with this much left of the run at least, and the rest is looked at before. */
const LEAST_DEADLINE_MS = 40_000;

/** Coins that are meant to be worth a dollar, and are none. */
const dollarCoins = ['USDC', 'USDT'];

/** What keeps settings from spending real money, in words; nothing on paper, nor of values that are wrong by themselves. `isReplay` is whether the time is made up. */
export function findLiveProblems(values: Partial<Values>, isReplay: boolean): string[] {
  const { broker, deadlineMs, exchangeUrl, market } = values;
  if (broker === undefined || broker === 'paper') return [];
  const isReal = exchangeUrl === undefined;
  const short =
    deadlineMs !== undefined && deadlineMs < LEAST_DEADLINE_MS
      ? [`deadline_seconds is ${deadlineMs / 1000}, but an order at ${broker} needs 40 at least: raise it`]
      : [];
  const replayed = isReplay && isReal ? [`CRYPTO_BOT_NOW is set, but ${broker} trades now: unset it`] : [];
  const simulated =
    market === 'sample' && isReal
      ? [`market is sample, whose prices are made up, but ${broker} spends real money: take another market`]
      : [];
  return [...short, ...replayed, ...simulated, ...wrongQuote(values), ...wrongPairs(values)];
}

function wrongQuote({ quoteCurrency, exchangeQuote: quote }: Partial<Values>): string[] {
  if (quote === undefined || quoteCurrency === undefined || quote === quoteCurrency.toUpperCase()) return [];
  if (quoteCurrency === 'usd' && dollarCoins.includes(quote)) return [];
  return [`exchange.quote is ${quote}, which cannot be taken as the ${quoteCurrency} of this ledger`];
}

function wrongPairs({ quoteCurrency, exchangeQuote, exchangePairs = new Map() }: Partial<Values>): string[] {
  if (quoteCurrency === undefined) return [];
  const quote = exchangeQuote ?? quoteCurrency.toUpperCase();
  return [...exchangePairs].flatMap(([coin, pair]) =>
    pair.endsWith(`/${quote}`)
      ? []
      : [`exchange.pairs has ${pair} for ${coin}, which is not paid in ${quote} as this ledger counts`],
  );
}
