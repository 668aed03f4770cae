import { toExactString } from '../../core/money.js';
import { displayCount } from '../format/amounts.js';
import type { Trial } from './trial.js';

/** What was run on which data, as names and texts. */
export function settingsOf(trial: Trial): readonly (readonly [name: string, text: string])[] {
  const { tried, every, strategy, prices } = trial;
  const { buy, hold, skip } = tried.decisions;
  const parameters = Object.entries(strategy.parameters).map(([name, value]) => `${name} ${value}`);
  const decisions = `${displayCount(buy)} to buy, ${displayCount(hold)} to hold, ${displayCount(skip)} skipped`;
  return [
    ['Rule', [strategy.name, ...parameters].join(', ')],
    ['One buy', describeSizing(trial)],
    ['Coins', describeUniverse(trial)],
    ['Prices', `${prices.files.join(', ')}: ${prices.coins.join(', ')}`],
    ['Ticks', `${displayCount(tried.ticks)}, one each ${every}; decisions: ${decisions}`],
    ...moneySettings(trial),
  ];
}

type Money = Pick<Trial, 'contributions' | 'quoteCurrency' | 'terms'>;

/** What came in, and what purchases cost beside the price. */
export function moneySettings(money: Money): (readonly [name: string, text: string])[] {
  const { feeRate, slippageBps } = money.terms;
  return [
    ['Money', describeMoney(money)],
    ['Costs', `fee ${toExactString(feeRate.times(100))} %, slippage ${toExactString(slippageBps)} bps`],
  ];
}

function describeSizing({ sizing, caps, quoteCurrency }: Trial): string {
  const { maxMultiplier, minNotional } = sizing;
  const amount =
    'quantity' in sizing
      ? `${toExactString(sizing.quantity)} of the coin`
      : `${toExactString(sizing.notional)} ${quoteCurrency}`;
  const more = [
    maxMultiplier?.greaterThan(1) && `up to ${toExactString(maxMultiplier)} times that when the signal is strong`,
    minNotional && `at least ${toExactString(minNotional)}`,
    ...Object.entries(caps).map(([name, cap]) => cap && `at most ${toExactString(cap)} per ${perWhat[name] ?? name}`),
  ].filter((part) => typeof part === 'string');
  return [amount, ...more].join(', ');
}

const perWhat: Readonly<Record<string, string>> = { coin: 'coin in all', total: 'backtest' };

function describeUniverse({ universe: { coins, top, include, exclude, hysteresis } }: Trial): string {
  const named = (names: readonly string[], prefix: string) => names.length > 0 && `${prefix} ${names.join(', ')}`;
  return [
    coins?.join(', ') ?? (top === null ? 'all of the files' : `the top ${top} by market cap`),
    hysteresis > 0 && `each until it is below rank ${(top ?? 0) + hysteresis}`,
    named(include, 'with'),
    named(exclude, 'without'),
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}

function describeMoney({ contributions, quoteCurrency }: Money): string {
  if (!contributions) return 'what is bought is contributed at that tick';
  const { cash, amount, every } = contributions;
  const parts = [
    !cash.isZero() && `${toExactString(cash)} ${quoteCurrency} at the first tick`,
    amount && `${toExactString(amount)} ${quoteCurrency} each ${every}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(', ');
}
