import { knownCoins } from '../../../core/known-coins.js';
import type { CoinId } from '../../../core/model.js';
import type { ExchangeName, Pair } from '../model.js';

/** Which pair is a coin's, before the exchange was asked. */
export interface PairChoice {
  readonly exchange: ExchangeName;
  /** What the ledger counts in, such as usd. */
  readonly quoteCurrency: string;
  /** What to take as that currency, such as USDC for usd; null to take none but itself. */
  readonly quote: string | null;
  /** Pairs that the settings name, by coin. */
  readonly named: ReadonlyMap<CoinId, string>;
}

/** What cannot be bought, and why. */
export interface PairProblem {
  readonly problem: string;
}

/** The pair's symbol, such as BTC/USD: what the settings say, or what is built in. */
export function chooseSymbol(
  coin: CoinId,
  { exchange, named, ...choice }: PairChoice,
): { readonly symbol: string } | PairProblem {
  const quote = quoteOf(choice);
  const symbol = named.get(coin);
  if (symbol) {
    const [, given] = symbol.split('/');
    if (given === quote) return { symbol };
    return { problem: `exchange.pairs has ${symbol} for ${coin}, which is not paid in ${quote} as this ledger counts` };
  }
  const known = knownCoins.get(coin);
  if (!known) return { problem: `no pair is built in for ${coin}: name ${exchange}'s under [exchange.pairs]` };
  return { symbol: `${known.symbol}/${quote}` };
}

/** What orders are paid in. */
export function quoteOf({ quoteCurrency, quote }: Pick<PairChoice, 'quoteCurrency' | 'quote'>): string {
  return quote ?? quoteCurrency.toUpperCase();
}

/** Why a pair that the exchange lists, or does not, cannot be used for a coin; null when it can. */
export function pairProblem(coin: CoinId, symbol: string, pair: Pair | undefined, choice: PairChoice): string | null {
  const { exchange, named } = choice;
  if (!pair) {
    const advice = `name another one for ${coin} under [exchange.pairs]`;
    const isInDollars = exchange === 'binance' && quoteOf(choice) === 'USD'; // it trades none
    return `${exchange} has no pair ${symbol}: ${isInDollars ? 'set exchange.quote = "USDC", or ' : ''}${advice}`;
  }
  const known = named.has(coin) ? undefined : knownCoins.get(coin);
  if (known) {
    const [id, expected] = [pair.baseId, exchange === 'kraken' ? (known.krakenId ?? known.symbol) : known.symbol];
    if (id !== expected) return `${exchange} lists ${id} under ${symbol}, where ${coin} would be ${expected}`;
    const name = pair.coinName;
    const isCalledSo = name === null || known.names.some((it) => it.toLowerCase() === name.toLowerCase());
    if (!isCalledSo) return `${exchange} lists "${name}" under ${symbol}, which may be another coin than ${coin}`;
  }
  return pair.closed === null ? null : `${exchange} takes no orders for ${symbol} now (${pair.closed})`;
}
