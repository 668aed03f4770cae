import type { ChalkInstance } from 'chalk';
import { type Forecast, mostNotional, type Schedule } from '../../core/decisions/forecast.js';
import type { Policy } from '../../core/decisions/plan.js';
import { type Decimal, toExactString } from '../../core/money.js';
import { displayMoney } from '../format/amounts.js';
import { exactOrNull } from '../format/fields.js';
import { toJsonLine, toLines } from '../format/lines.js';
import { wrap } from '../format/wrap.js';

/** A word of a setting that takes ids of coins, which is the symbol or name of these. */
export interface Misnamed {
  readonly setting: string;
  readonly word: string;
  readonly ids: readonly string[];
}

/** What `config check` found: settings without a problem, and what they can cost. */
export interface Check {
  readonly configFile: string | null;
  readonly schedule: Schedule;
  readonly policy: Policy;
  readonly market: string;
  readonly quoteCurrency: string;
  readonly forecast: Forecast;
  /** Whether fees and slippage are paid beside what a buy is sized to. */
  readonly feesOnTop: boolean;
  /** Why the ledger could not be asked what it has carried; null where it could. */
  readonly unread: string | null;
  readonly misnamed: readonly Misnamed[];
  /** A key of the market that is set and not used: its name. Null where there is none. */
  readonly unusedKey: string | null;
  /** Null for a market that needs no network. */
  readonly quota: {
    readonly perMonth: number | null;
    readonly perMinute: number | null;
    readonly words: string;
  } | null;
}

const WIDTH = 80;

/** What `config check` prints. */
export function renderCheck(check: Check, color: ChalkInstance): string {
  const { configFile, schedule } = check;
  const { runs, ticks } = check.forecast;
  const place = configFile === null ? 'there is no config file' : configFile;
  const heading = color.bold(`The settings are right (${place}).`);
  const plan = `In the next ${schedule.days} days, with a run every ${schedule.every}: ${describePlan(runs, ticks)}.`;
  const paragraphs = [heading, plan, tellSpending(check), tellRequests(check)];
  const warnings = warningsOf(check).map((warning) => `Beware: ${warning}`);
  const lines = [
    ...paragraphs.flatMap((text) => wrap(text, WIDTH)),
    ...warnings.flatMap((text) => wrap(text, WIDTH)).map((line) => color.yellow(line)),
  ];
  return toLines(lines);
}

function describePlan(runs: number, ticks: number): string {
  if (runs === 1) return '1 run, which is a tick';
  if (ticks === runs) return `${runs} runs, each of them a tick`;
  return `${runs} runs, at most ${ticks === 1 ? '1 of them a tick' : `${ticks} of them ticks`}`;
}

function tellSpending({ policy, quoteCurrency, feesOnTop, forecast: { buys, carried, mostSpent } }: Check): string {
  const currency = quoteCurrency.toUpperCase();
  const isSized = mostSpent?.by === 'notional';
  const more = [
    isSized && carried.greaterThan(0) ? ` and ${displayMoney(carried)} carried from earlier buys` : '',
    isSized && feesOnTop ? '; fees and slippage are not in it' : '',
  ].join('');
  const most = mostSpent
    ? `at most ${displayMoney(mostSpent.amount)} ${currency} (by ${mostSpent.by}${more})`
    : `at whatever they cost then: set ${policy.strategy.namesAmount ? 'a cap' : 'notional or a cap'} to bound it`;
  const carries = carried.greaterThan(0) || policy.sizing.minNotional !== undefined || feesOnTop;
  const plus = carries && !policy.strategy.namesAmount ? ' and what was carried to it' : '';
  return `Spending: up to ${buys} buys of ${tellBuy(policy, currency)} each${plus}, ${most}.`;
}

function tellBuy({ strategy, sizing }: Policy, currency: string): string {
  if (strategy.namesAmount) return `what ${strategy.name} asks for`;
  const most = mostNotional(sizing);
  if (most) return `at most ${toExactString(most)} ${currency}`;
  const { maxMultiplier, ...amount } = sizing;
  const quantity = 'quantity' in amount ? inCoins(amount.quantity) : '';
  return maxMultiplier?.greaterThan(1) ? `up to ${toExactString(maxMultiplier)} times ${quantity}` : quantity;
}

function inCoins(quantity: Decimal): string {
  return `${toExactString(quantity)} ${quantity.equals(1) ? 'coin' : 'coins'}`;
}

function tellRequests({ quota, market, forecast: { requests } }: Check): string {
  if (!quota) return `Requests: none, the market ${market} needs no network.`;
  const more = 'retries, held coins that have left the top, and coins left out for their movement take more';
  return `Requests: about ${requests}, one a tick, and per coin one a day, and one more at each tick before 00:35 UTC (${more}); ${quota.words}.`;
}

function warningsOf(check: Check): string[] {
  const { quota, policy, unusedKey, unread, misnamed } = check;
  const { requests, requestsAtOnce } = check.forecast;
  const { sizing, caps, strategy } = policy;
  const isWhole = 'quantity' in sizing && strategy.namesAmount !== 'always' && Object.keys(caps).length > 0;
  const tooMany = quota?.perMonth && requests > quota.perMonth;
  const tooFast = quota?.perMinute && requestsAtOnce > quota.perMinute;
  return [
    ...(unusedKey ? [`${unusedKey} is not used, since coingecko.plan is keyless: set it to demo or pro.`] : []),
    ...(unread ? [`the ledger cannot be read, so that what it has carried is not counted: ${unread}.`] : []),
    ...misnamed.map(
      ({ setting, word, ids }) =>
        `${setting} names ${word}, a symbol or name, but ids count: did you mean ${ids.join(' or ')}?`,
    ),
    ...(isWhole ? ['a quantity is bought whole: a coin of which it costs more than a cap is never bought.'] : []),
    ...(tooMany ? ['that is more than a month’s quota: run less often, set once_per, or lower top.'] : []),
    ...(tooFast ? [`the first tick of a day needs ${requestsAtOnce} requests at once, and may be throttled.`] : []),
  ];
}

/** What `config check --json` prints. */
export function renderCheckJson(check: Check): string {
  const { configFile, schedule, policy, market, quoteCurrency, forecast, quota } = check;
  const { sizing, strategy } = policy;
  return toJsonLine({
    configFile,
    days: schedule.days,
    every: schedule.every,
    oncePer: schedule.oncePer,
    market,
    strategy: strategy.name,
    coins: forecast.coins,
    runs: forecast.runs,
    ticks: forecast.ticks,
    spending: {
      buys: forecast.buys,
      quantity: 'quantity' in sizing ? toExactString(sizing.quantity) : null,
      notional: 'notional' in sizing ? toExactString(sizing.notional) : null,
      carried: toExactString(forecast.carried),
      most: exactOrNull(forecast.mostSpent?.amount ?? null),
      mostBy: forecast.mostSpent?.by ?? null,
      quoteCurrency,
    },
    requests: {
      total: quota ? forecast.requests : 0,
      atOnce: quota ? forecast.requestsAtOnce : 0,
      perMonth: quota?.perMonth ?? null,
      perMinute: quota?.perMinute ?? null,
    },
    warnings: warningsOf(check),
  });
}
