import type { ChalkInstance } from 'chalk';
import type { Decision, RecordedDecision } from '../core/decisions/decision.js';
import type { DecisionInputs } from '../core/decisions/inputs.js';
import type { Recomputation } from '../core/decisions/recompute.js';
import type { Order, Tick } from '../core/model.js';
import { type Decimal, mean, sum, toExactString } from '../core/money.js';
import type { OrderRecord } from '../core/order/order.js';
import { inChunks } from './format/chunks.js';
import { toLines } from './format/lines.js';
import { shorten } from './format/shorten.js';
import { wrap } from './format/wrap.js';
import { exact, LABEL_WIDTH, renderFigures } from './tick/figures.js';

/** A decision, and what the present code makes of its inputs. */
export interface Explanation {
  readonly recorded: RecordedDecision;
  readonly again: Recomputation;
}

export interface ExplanationStyle {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
  /** What to say when there is nothing to explain. */
  readonly renderNothing: () => Promise<string>;
}

/** What `why` prints: each tick with its decisions, in chunks, so that memory does not grow. Amounts have every digit. */
export function renderExplanations(
  explanations: AsyncIterable<Explanation>,
  style: ExplanationStyle,
): AsyncGenerator<string> {
  return inChunks(pieces(explanations, style));
}

async function* pieces(explanations: AsyncIterable<Explanation>, style: ExplanationStyle): AsyncGenerator<string> {
  let tickId: string | null = null;
  for await (const explanation of explanations) {
    const { tick } = explanation.recorded;
    if (tick.id !== tickId) yield `${tickId === null ? '' : '\n'}${toLines(renderTick(tick, style))}`;
    tickId = tick.id;
    yield `\n${toLines(renderExplanation(explanation, style))}`;
  }
  if (tickId === null) yield style.renderNothing();
}

function renderTick({ id, startedAt, strategy, market, quoteCurrency, slot }: Tick, { color }: ExplanationStyle) {
  const forSlot = slot === null ? '' : `, slot ${slot}`;
  return [
    color.bold(`Tick ${id} at ${startedAt.toISOString()}`),
    `${strategy}, prices of ${market} in ${quoteCurrency}${forSlot}`,
  ];
}

function renderExplanation({ recorded, again }: Explanation, { width, color }: ExplanationStyle): string[] {
  const { tick, decision } = recorded;
  const { coin, symbol, inputs } = decision;
  const fold = (line: string) => foldLabelled(line, width - INDENT.length);
  const paragraphs = [
    wrap(conclude(recorded), width - INDENT.length),
    inputs ? renderPrices(inputs, decision.average) : [],
    inputs ? renderFigures(inputs, tick).flatMap(fold) : [],
    [...renderOutcome(recorded).flatMap(fold), ...renderAgain(again, width, color)],
  ];
  const body = paragraphs.filter((it) => it.length > 0).flatMap((it, index) => (index === 0 ? it : ['', ...it]));
  return [color.bold(shorten(`${coin} (${symbol})`, width)), ...body.map((line) => (line === '' ? '' : INDENT + line))];
}

const INDENT = '  ';

/** A line that is too wide goes on below its text, not below its label. */
function foldLabelled(line: string, columns: number): string[] {
  return wrap(line.slice(LABEL_WIDTH), columns - LABEL_WIDTH).map(
    (text, index) => (index === 0 ? line.slice(0, LABEL_WIDTH) : ' '.repeat(LABEL_WIDTH)) + text,
  );
}

interface Decided {
  readonly decision: Decision;
  readonly order: Order | null;
}

/** The rule's arithmetic in words, and what came of it. */
function conclude({ decision: { action, reason }, order }: Decided): string {
  return `${reason}: ${order ? `${action} ${toExactString(order.quantity)}` : action}`;
}

/**
 * The prices that the rule looked at, the last one as of then, with their points below each other. Where the average is
 * their mean, it is shown how.
 */
function renderPrices({ dailyPrices, quote }: DecisionInputs, average: Decimal | null): string[] {
  if (dailyPrices.length === 0) return [];
  const prices = [...dailyPrices.map((it) => it.price), quote.price];
  const rows: [string, Decimal][] = [...dailyPrices.map(({ day, price }) => [day, price] as [string, Decimal])];
  rows.push(['price then', quote.price]);
  const results: [string, Decimal][] = !average
    ? []
    : mean(prices).equals(average)
      ? [
          ['sum', sum(prices)],
          [`sum / ${prices.length}`, average],
        ]
      : [['average', average]];

  const wholeDigits = Math.max(...[...rows, ...results].map(([, amount]) => wholeLength(amount)));
  const line = ([label, amount]: [string, Decimal]) =>
    `${label.padEnd('YYYY-MM-DD'.length)}${INDENT}${' '.repeat(wholeDigits - wholeLength(amount))}${toExactString(amount)}`;
  const lines = rows.map(line);
  const rule = '─'.repeat(Math.max(...lines.map((it) => it.length)));
  return [...lines, ...(results.length > 0 ? [rule] : []), ...results.map(line)];
}

function wholeLength(amount: Decimal): number {
  return toExactString(amount).split('.')[0]?.length ?? 0;
}

function renderOutcome({ tick, order }: RecordedDecision): string[] {
  if (!order) return [];
  const trade = (quantity: Decimal, price: Decimal) =>
    `${exact(quantity)} at ${exact(price)}: ${exact(quantity.times(price))} ${tick.quoteCurrency}`;
  return [
    'ordered'.padEnd(LABEL_WIDTH) + trade(order.quantity, order.price),
    ...order.fills.map(
      ({ quantity, price, fee, feeCurrency, at }) =>
        `${'filled'.padEnd(LABEL_WIDTH)}${trade(quantity, price)}, fee ${[exact(fee), feeCurrency ?? []].flat().join(' ')}, ${at.toISOString()}`,
    ),
    ...renderState(order),
  ];
}

/** What its fills do not tell of an order: "rejected at 2026-…: never arrived". */
function renderState({ id, status, pair, reason, promisedAt, sentAt, closedAt }: OrderRecord): string[] {
  if (status === 'filled' && reason === null) return [];
  if (status === 'promised' && pair === null)
    return [`${'filled'.padEnd(LABEL_WIDTH)}not yet: the next run settles it`];
  const when = closedAt ? `at ${closedAt.toISOString()}` : `since ${(sentAt ?? promisedAt).toISOString()}`;
  return [`${'order'.padEnd(LABEL_WIDTH)}${id} is ${status} ${when}${reason === null ? '' : `: ${reason}`}`];
}

function renderAgain(again: Recomputation, width: number, color: ChalkInstance): string[] {
  const say = (text: string, paint = (line: string) => line) =>
    wrap(text, width - INDENT.length - LABEL_WIDTH).map((line, index) =>
      paint((index === 0 ? 'decided again' : '').padEnd(LABEL_WIDTH) + line),
    );
  switch (again.verdict) {
    case 'no inputs':
      return say('not possible: the rule was not asked');
    case 'no such strategy':
      return say('not possible: this version has no such rule');
    case 'same':
      return say('the same');
    case 'reworded':
      return say(`the same, in other words: ${again.decision.reason}`);
    case 'otherwise': {
      const differences = again.differences
        .filter(({ what }) => what !== 'reason')
        .map(({ what, recorded, present }) => `${what} ${present ?? 'none'} instead of ${recorded ?? 'none'}`);
      const conclusion = conclude(again);
      return say(`this version decides otherwise: ${conclusion} (${differences.join(', ')})`, color.yellow);
    }
  }
}
