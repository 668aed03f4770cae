import type { ChalkInstance } from 'chalk';
import type { Inspection } from '../broker/exchange/inspect.js';
import type { Live } from '../broker/live.js';
import { type Decimal, toExactString, ZERO } from '../core/money.js';
import { warningsOn } from './exchange.js';
import { toJsonLine, toLines } from './format/lines.js';
import { wrap } from './format/wrap.js';

/** What turning live on allows. Amounts are in the quote currency. */
export interface Allowance extends Inspection {
  /** Where the ledger is, without passwords. */
  readonly ledger: string;
  readonly quoteCurrency: string;
  readonly maxSlippageBps: Decimal;
  readonly mostPerTick: Decimal;
  readonly mostPerDay: Decimal;
  /** By its cap, or what the days of a month come to. */
  readonly mostPerMonth: Decimal;
  /** What a tick with all its buys takes, fees and slippage included, where that is more than its cap; else null. */
  readonly needed: Decimal | null;
}

const WIDTH = 80;

/** What `live on` prints before anything changes. */
export function renderAllowance(allowance: Allowance, color: ChalkInstance): string {
  const { title, sandbox, ledger, permissions, maxSlippageBps, pairs } = allowance;
  const money = (amount: Decimal) => `${toExactString(amount)} ${allowance.quoteCurrency.toUpperCase()}`;
  const currencies = new Set(pairs.flatMap(({ symbol }) => symbol?.split('/')[1] ?? []));
  const free = [...currencies].map((it) => `${toExactString(allowance.balances.get(it)?.free ?? ZERO)} ${it}`);
  const fees = [...new Set(pairs.flatMap(({ feeRate }) => (feeRate ? [toExactString(feeRate.times(100))] : [])))];
  const buys = pairs.filter(({ problem }) => problem === null).map(({ coin, symbol }) => `${coin} as ${symbol}`);
  const facts: readonly (readonly [string, string])[] = [
    ['Where', `${title}${sandbox ? ', its test system: no real money' : ''}, with ${free.join(' and ')} to spend`],
    ['Key', `may ${permissions.trade === false ? 'not ' : ''}trade, ${tellWithdraw(permissions.withdraw)}`],
    ['Ledger', ledger],
    ['What', `${buys.join(', ') || 'nothing yet'}; and any other coin that the settings choose and that has a pair`],
    ['How', `limit orders, at most ${toExactString(maxSlippageBps.div(100))} % above the price decided on`],
    ['Fees', fees.length > 0 ? `${fees.join(' or ')} %, within the amounts below` : 'as the exchange says'],
    ['A tick', `at most ${money(allowance.mostPerTick)}`],
    ['A day', `at most ${money(allowance.mostPerDay)}`],
    ['A month', `at most ${money(allowance.mostPerMonth)}`],
    ['To stop', 'crypto-bot live off'],
  ];
  const warnings = [
    ...warningsOn(allowance),
    ...(allowance.needed
      ? [
          `a tick with all its buys takes ${money(allowance.needed)}, slippage and fees included: raise caps.tick, or the last one is cut`,
        ]
      : []),
  ];
  return toLines([
    color.bold(
      `Every run may then buy for ${sandbox ? 'the money of the test system' : 'real money'}, without asking again:`,
    ),
    ...facts.flatMap(([name, text]) => indented(name, text)),
    ...warnings.flatMap((text) => wrap(`Beware: ${text}`, WIDTH)).map((line) => color.yellow(line)),
  ]);
}

function tellWithdraw(withdraw: boolean | null): string {
  return withdraw === null
    ? 'and whether it may withdraw is not told'
    : withdraw
      ? 'and may withdraw'
      : 'and may not withdraw';
}

function indented(name: string, text: string): string[] {
  const [first = '', ...rest] = wrap(text, WIDTH - 10);
  return [`  ${name.padEnd(8)}${first}`, ...rest.map((line) => `          ${line}`)];
}

/** What `live status` prints. */
export function renderLive(live: Live | null): string {
  if (!live) return 'Live is off: it was never turned on.\n';
  const { isOn, broker, since } = live;
  return `Live is ${isOn ? `on for ${broker}` : 'off'} since ${since.toISOString()}.\n`;
}

/** What `live status --json` prints. */
export function renderLiveJson(live: Live | null): string {
  const exchange = live === null || live.broker === 'paper' ? null : live.broker;
  return toJsonLine({ live: live?.isOn ?? false, since: live?.since.toISOString() ?? null, exchange });
}
