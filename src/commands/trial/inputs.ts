import { type Period, periods } from '../../backtest/schedule.js';
import type { Decimal } from '../../core/money.js';
import type { Kind } from '../../core/values/kind.js';
import { amount } from '../../core/values/numbers/amount.js';
import { decimalBetween } from '../../core/values/numbers/decimal.js';
import { oneOf } from '../../core/values/one-of.js';
import { instant } from '../../core/values/times/instant.js';
import { period } from '../../core/values/times/period.js';
import type { PriceFile } from '../../market/price-file/read.js';
import { list, option } from '../input.js';
import { checkFiles, priceFile } from './price-files.js';

/** The first instant of a day, or a time. */
export const begin: Kind<Date> = { ...period, parse: (text) => period.parse(text)?.first, print: instant.print };
/** The last instant of a day, or a time. */
export const end: Kind<Date> = { ...period, parse: (text) => period.parse(text)?.last, print: instant.print };

export const day = { example: '2021-01-31 or 2021-01-31T12:00:00Z' };

/** What a rule is tried on, and with what money. */
export const trialInputs = {
  prices: list('--prices <file...>', 'the files of prices: CSV, also gzipped, or - for standard input', priceFile, {
    example: 'prices.csv',
  }),
  since: option('--since <date>', 'begin at this UTC day or time', begin, day),
  until: option('--until <date>', 'end with this UTC day or time', end, day),
  every: option('--every <period>', 'one tick each (default: day for daily prices, else hour)', oneOf(periods), {
    example: 'day',
  }),
  cash: option('--cash <amount>', 'the money there is at the first tick', amount, { example: '1000' }),
  contribute: option('--contribute <amount>', 'the money that comes in again and again', amount, { example: '100' }),
  contributeEvery: option('--contribute-every <period>', 'how often it comes in (default: month)', oneOf(periods), {
    example: 'week',
  }),
  feeRate: option('--fee-rate <rate>', 'the fee, as a part of what is paid (default: 0)', decimalBetween('0', '1'), {
    example: '0.0026',
  }),
  slippageBps: option(
    '--slippage-bps <bps>',
    'paid above the price, in 0.01 % (default: 0)',
    decimalBetween('0', '10000'),
    {
      example: '10',
    },
  ),
};

/** What was said of them. */
export interface TrialGiven {
  readonly prices: readonly PriceFile[];
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly every: Period | undefined;
  readonly cash: Decimal | undefined;
  readonly contribute: Decimal | undefined;
  readonly contributeEvery: Period | undefined;
  readonly feeRate: Decimal | undefined;
  readonly slippageBps: Decimal | undefined;
}

/** What is wrong with them together, before any file is read. */
export function checkTrial({ prices, since, until, contribute, contributeEvery }: TrialGiven): string[] {
  return [
    ...(prices.length > 0 ? [] : ['give the prices to try on, such as --prices prices.csv']),
    ...checkFiles(prices),
    ...(since && until && since > until ? ['--since is later than --until'] : []),
    ...(contributeEvery && !contribute ? ['--contribute-every needs --contribute, such as --contribute 100'] : []),
  ];
}
