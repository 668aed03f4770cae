import type { Values } from './settings.js';

/** The least time of a run at an exchange: for looking at the market, and for sending orders after that. */
const LEAST_DEADLINE_MS = 40_000;

/** Coins that are meant to be worth a dollar, and are not dollars. */
const dollarCoins = ['USDC', 'USDT'];

/**
 * Why no real money may be spent with these settings, in words. Empty on paper. Values that are wrong by themselves are not
 * looked at. `isReplay` is whether the time is not the clock's.
 */
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
