import type { BacktestRequest } from '../../backtest/backtest.js';
import { type Contributions, type Period, periods, usualPeriod } from '../../backtest/schedule.js';
import { dayOf } from '../../core/calendar.js';
import { ZERO } from '../../core/money.js';
import { fewestPricesOf } from '../../core/strategies/strategy.js';
import type { UniverseRule } from '../../core/universe.js';
import { briefTime } from '../../core/values/times/brief.js';
import { usageError } from '../../errors.js';
import type { PriceTable } from '../../market/price-file/price-table.js';
import { policyOf, universeOf } from '../../settings/policy.js';
import type { TrialConfig } from '../../settings/variant.js';
import type { TrialGiven } from './inputs.js';

/** What a backtest is asked, by the settings and the options. */
export type TrialRequest = Omit<BacktestRequest, 'onTick'>;

/** Puts settings, options and prices together. Throws a usage CryptoBotError when they do not fit. */
export function requestTrial(config: TrialConfig, given: TrialGiven, table: PriceTable): TrialRequest {
  const { since = null, until = null, feeRate = ZERO, slippageBps = ZERO } = given;
  const every = given.every ?? usualPeriod(table.instants);
  refuse([...problemsOfSpan(given, table), ...problemsOfUniverse(config, table), ...problemsOfMoney(given, every)]);
  refuse(problemsOfRule(config, given, table));
  return {
    prices: table,
    span: { since, until },
    every,
    contributions: contributionsOf(given),
    terms: { feeRate, slippageBps },
    universeAt: universeIn(config, table),
    policy: policyOf(config),
    quoteCurrency: config.quoteCurrency,
  };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw usageError(problems.join('\n'));
}

function contributionsOf({ cash, contribute, contributeEvery = 'month' }: TrialGiven): Contributions | null {
  if (!cash && !contribute) return null;
  return { cash: cash ?? ZERO, amount: contribute ?? null, every: contributeEvery };
}

/** Whether all coins of the files are meant, since neither coins nor caps say which. */
export function isAllCoins({ coins }: Pick<TrialConfig, 'coins'>, table: PriceTable): boolean {
  return coins === undefined && !table.hasMarketCaps;
}

function universeIn(config: TrialConfig, table: PriceTable): (instant: number) => UniverseRule {
  const rule = universeOf(config);
  if (!isAllCoins(config, table)) return () => rule;
  const others = rule.include.filter((coin) => !table.coins.includes(coin));
  return (instant) => {
    const begun = table.coins.filter((coin) => table.latestPrice(coin, instant) !== null);
    return { ...rule, coins: [...begun, ...others], include: [] };
  };
}

function problemsOfSpan({ since, until }: TrialGiven, { instants }: PriceTable): string[] {
  const [first, last] = [instants[0], instants.at(-1)];
  if (since && last && since > last)
    return [`--since is ${briefTime(since)}, but the last price is of ${briefTime(last)}`];
  if (until && first && until < first)
    return [`--until is ${briefTime(until)}, but the first price is of ${briefTime(first)}`];
  return [];
}

function problemsOfUniverse({ given, excludeCategories = [], coins }: TrialConfig, table: PriceTable): string[] {
  const needsCaps = (['top', 'hysteresis'] as const).filter((name) => given[name] && !coins && !table.hasMarketCaps);
  const isForeign = coins?.every((coin) => !table.coins.includes(coin));
  return [
    ...(coins && isForeign ? [`no price file has ${coins.join(', ')}: there are ${table.coins.join(', ')}`] : []),
    ...needsCaps.map((name) => `${given[name]?.name} needs market caps, and the price files have no column market_cap`),
    ...(excludeCategories.length > 0
      ? ['universe.exclude_categories: price files do not say which coins these are; name them in universe.exclude']
      : []),
  ];
}

function problemsOfMoney({ contribute, contributeEvery = 'month' }: TrialGiven, every: Period): string[] {
  if (!contribute || periods.indexOf(contributeEvery) >= periods.indexOf(every)) return [];
  return [`--contribute-every is ${contributeEvery}, but there is only one tick each ${every}`];
}

function problemsOfRule({ rule }: TrialConfig, { until }: TrialGiven, table: PriceTable): string[] {
  const last = until ? table.instants.findLastIndex((at) => at <= until) : table.instants.length - 1;
  const [needed, there] = [fewestPricesOf(rule), table.daysUntil(last)];
  if (needed <= there) return [];
  return [
    `${rule.name} needs ${needed} daily prices to decide, and the price files have prices of ${there} ${there === 1 ? 'day' : 'days'}${until ? ` up to ${dayOf(until)}` : ''}`,
  ];
}
