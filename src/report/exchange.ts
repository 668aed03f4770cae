import type { ChalkInstance } from 'chalk';
import type { Inspection, PairReport } from '../broker/exchange/inspect.js';
import type { CheckedOrder } from '../broker/exchange/orders/check-order.js';
import { toExactString } from '../core/money.js';
import type { Balance } from '../core/order/instrument.js';
import { exactOrNull } from './format/fields.js';
import { toJsonLine, toLines } from './format/lines.js';
import { wrap } from './format/wrap.js';

/** An account at an exchange, and whether a ledger may spend what is in it. */
export interface ExchangeView extends Inspection {
  /** As the settings name the exchange. */
  readonly exchange: string;
  /** As the ledger has it. */
  readonly quoteCurrency: string;
  readonly live: boolean;
}

const WIDTH = 80;

/** What `exchange` prints: exact, as a bank statement is. */
export function renderExchange(view: ExchangeView, color: ChalkInstance): string {
  const { title, sandbox, live, balances, pairs } = view;
  const money = sandbox ? 'its test system, which trades no real money' : 'real money';
  const heading = color.bold(`${title}: ${money}; live is ${live ? 'on' : 'off'}.`);
  const warnings = warningsOn(view).flatMap((warning) => wrap(`Beware: ${warning}`, WIDTH));
  const held = [...balances].filter(([, { free, held }]) => !free.plus(held).isZero());
  return toLines([
    heading,
    ...warnings.map((line) => color.yellow(line)),
    '',
    'Balances:',
    ...(held.length > 0 ? held.map(tellBalance) : ['  nothing']),
    '',
    'Pairs:',
    ...pairs.flatMap((pair) => [...tellPair(pair), ...tellChecked(pair, title)]),
  ]);
}

/** What is to be said of a key's rights and of the clock; nothing where they are as they should be. */
export function warningsOn({
  title,
  clockProblem,
  permissions: { trade, withdraw },
}: Pick<Inspection, 'title' | 'clockProblem' | 'permissions'>): string[] {
  return [
    ...(clockProblem === null ? [] : [`${clockProblem}, and no order is sent: set it`]),
    ...(trade === false ? ['the key may not trade: give it that right, or make another one'] : []),
    ...(withdraw === true ? ['the key may withdraw money: make one without that right, and delete this one'] : []),
    ...(withdraw === null ? [`${title} does not tell whether the key may withdraw money: look there`] : []),
  ];
}

function tellBalance([currency, { free, held }]: readonly [string, Balance]): string {
  const bound = held.isZero() ? '' : `, and ${toExactString(held)} held`;
  return `  ${currency.padEnd(6)} ${toExactString(free)} free${bound}`;
}

function tellPair(report: PairReport): string[] {
  const { coin, symbol, step, tick, minimumQuantity, minimumNotional, feeRate, makerFeeRate, ask, problem } = report;
  if (problem !== null) return wrap(`${coin}: ${problem}`, WIDTH - 2).map((line) => `  ${line}`);
  const least = [minimumQuantity, minimumNotional].flatMap((amount, index) =>
    amount === null ? [] : [`${toExactString(amount)} ${symbol?.split('/')[index] ?? ''}`],
  );
  const facts = [
    `step ${exactOrNull(step)}`,
    `tick ${exactOrNull(tick)}`,
    ...(least.length > 0 ? [`at least ${least.join(' and ')}`] : []),
    ...(feeRate === null ? [] : [`taker fee ${toExactString(feeRate.times(100))} %`]),
    ...(makerFeeRate === null ? [] : [`maker fee ${toExactString(makerFeeRate.times(100))} %`]),
    ask === null ? 'nobody offers it' : `offered at ${toExactString(ask)}`,
  ];
  return wrap(`${coin}: ${symbol}, ${facts.join(', ')}`, WIDTH - 2).map((line) => `  ${line}`);
}

function tellChecked({ symbol, checked }: PairReport, title: string): string[] {
  if (!checked) return [];
  const { quantity, limitPrice, refusal } = checked;
  const [coin, quote] = symbol?.split('/') ?? [];
  const order = `an order for ${toExactString(quantity)} ${coin} at ${toExactString(limitPrice)} ${quote}`;
  const said = refusal === null ? `${title} would take ${order}` : `${title} would refuse ${order}: "${refusal}"`;
  return wrap(`checked, and not placed: ${said}`, WIDTH - 4).map((line) => `    ${line}`);
}

/** What `exchange --json` prints. */
export function renderExchangeJson(view: ExchangeView): string {
  const { exchange, quoteCurrency, sandbox, live, permissions, balances, pairs } = view;
  return toJsonLine({
    exchange,
    quoteCurrency,
    sandbox,
    live,
    permissions,
    balances: [...balances].map(([currency, { free, held }]) => ({
      currency,
      free: toExactString(free),
      held: toExactString(held),
      total: toExactString(free.plus(held)),
    })),
    pairs: pairs.map((pair) => ({
      coin: pair.coin,
      pair: pair.symbol,
      step: exactOrNull(pair.step),
      tick: exactOrNull(pair.tick),
      minimumQuantity: exactOrNull(pair.minimumQuantity),
      minimumNotional: exactOrNull(pair.minimumNotional),
      feeRate: exactOrNull(pair.feeRate),
      makerFeeRate: exactOrNull(pair.makerFeeRate),
      ask: exactOrNull(pair.ask),
      problem: pair.problem,
      ...(pair.checked && { validated: jsonOfChecked(pair.checked) }),
    })),
  });
}

function jsonOfChecked({ quantity, limitPrice, refusal }: CheckedOrder) {
  return { quantity: toExactString(quantity), limitPrice: toExactString(limitPrice), refusal };
}
