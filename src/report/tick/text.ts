import type { ChalkInstance } from 'chalk';
import type { Decision } from '../../core/decisions/decision.js';
import { toExactString, toPercentString } from '../../core/money.js';
import { isOpen } from '../../core/order/order.js';
import type { Purchase } from '../../core/order/purchase.js';
import type { Portfolio, ValuedHolding } from '../../core/portfolio.js';
import type { TickResult } from '../../tick.js';
import { colorBySign } from '../format/amounts.js';
import { toLines } from '../format/lines.js';
import { SANDBOX_NOTE } from '../format/sandbox-note.js';
import { renderLimitOrders, renderOrders } from './orders.js';

export interface TickStyle {
  readonly dryRun: boolean;
  /** The market's; null for none. */
  readonly attribution: string | null;
  /** Whether orders go to an exchange's test system. */
  readonly isSandbox: boolean;
  readonly color: ChalkInstance;
}

/** What `run` prints: whole lines, each ended by a newline. Colours add to the text and never change it. */
export function renderTick(result: TickResult, style: TickStyle): string {
  const { tick, status, purchases } = result;
  const isRecorded = status === 'recorded';
  // When the slot was taken, `tick` is the one that has it, and may itself be what was left to settle.
  const own = purchases.filter((purchase) => isRecorded && purchase.tickId === tick.id);
  const settled = purchases.filter((purchase) => !own.includes(purchase));
  const lines = [
    ...settledLines(settled, tick.quoteCurrency, style),
    ...(isRecorded ? renderRecorded(result, own, style) : [renderAlreadyRecorded(result, settled), ...noteOf(style)]),
  ];
  return toText(lines);
}

type SettledStyle = Pick<TickStyle, 'dryRun' | 'color'>;

/** What `run` prints of purchases that interrupted ticks had left, when nothing else came of it. */
export function renderSettled(settled: readonly Purchase[], quoteCurrency: string, style: SettledStyle): string {
  return toText(settledLines(settled, quoteCurrency, style));
}

function toText(lines: readonly string[]): string {
  return toLines(lines);
}

/** What interrupted ticks had promised, each under its own time. */
function settledLines(settled: readonly Purchase[], quoteCurrency: string, { dryRun, color }: SettledStyle): string[] {
  const tickIds = [...new Set(settled.map((purchase) => purchase.tickId))];
  return tickIds.flatMap((tickId) => {
    const purchases = settled.filter((purchase) => purchase.tickId === tickId);
    const at = purchases[0]?.at.toISOString();
    const title = dryRun ? `Purchase of ${at} is still to be settled` : `Purchase made at ${at}`;
    return [renderBanner(title, color), ...purchases.map((purchase) => renderPurchase(purchase, quoteCurrency))];
  });
}

function renderRecorded(
  { tick, decisions, orders, portfolio, problems, lasting }: TickResult,
  purchases: readonly Purchase[],
  { dryRun, attribution, isSandbox, color }: TickStyle,
): string[] {
  const at = tick.startedAt.toISOString();
  const own = orders.filter(({ tickId }) => tickId === tick.id);
  const isUnknown = own.some((order) => isOpen(order) && order.status !== 'promised');
  const nothing = isUnknown ? 'Nothing known to be bought' : 'Nothing bought';
  const done = `${purchases.length > 0 ? 'Purchase made' : nothing} at ${at}`;
  return [
    renderBanner(dryRun ? `Dry run at ${at}, nothing is recorded` : done, color),
    ...purchases.map((purchase) => renderPurchase(purchase, tick.quoteCurrency)),
    ...(dryRun ? renderLimitOrders(own) : renderOrders(own)),
    ...decisions.filter(({ action }) => action !== 'buy').map(renderRefusal),
    ...(tick.slot === null ? [] : renderAgain(decisions, problems)),
    renderBanner('Printing results of current portfolio', color),
    ...renderPositions(portfolio(), color),
    ...lasting.map(({ text }) => `Note: ${text}`),
    ...noteOf({ isSandbox }),
    ...(attribution === null ? [] : [color.dim(attribution)]),
  ];
}

function noteOf({ isSandbox }: Pick<TickStyle, 'isSandbox'>): string[] {
  return isSandbox ? [SANDBOX_NOTE] : [];
}

function renderAlreadyRecorded({ tick }: TickResult, settled: readonly Purchase[]): string {
  const rest = settled.length > 0 ? 'nothing else to do' : 'nothing to do';
  return `Slot ${tick.slot} is already recorded, by tick ${tick.id}: ${rest}.`;
}

function renderBanner(title: string, color: ChalkInstance): string {
  const rule = '='.repeat(21);
  return color.bold(`${rule} ${title} ${rule}`);
}

function renderPurchase({ coin, quantity, price }: Purchase, quoteCurrency: string): string {
  const cost = toExactString(quantity.times(price));
  const currency = currencyNames.get(quoteCurrency.toLowerCase()) ?? quoteCurrency.toUpperCase();
  return `Purchasing ${toExactString(quantity)} ${coin} for ${cost} ${currency}`;
}

const currencyNames = new Map([
  ['usd', 'dollars'],
  ['eur', 'euros'],
  ['gbp', 'pounds'],
  ['jpy', 'yen'],
]);

/** Why a coin was not bought. */
function renderRefusal({ action, coin, reason }: Decision): string {
  return `${action === 'hold' ? 'Holding' : 'Skipping'} ${coin}: ${reason}`;
}

/** Of coins whose data could not be had or believed: their slot has its tick, and is not tried again. */
function renderAgain(decisions: readonly Decision[], problems: TickResult['problems']): string[] {
  const failed = new Set(problems.map(({ coin }) => coin));
  const coins = decisions.filter(({ action, coin }) => action === 'skip' && failed.has(coin)).map(({ coin }) => coin);
  if (coins.length === 0) return [];
  return [`${coins.join(', ')} ${coins.length === 1 ? 'is' : 'are'} tried again at the next slot`];
}

function renderPositions({ positions }: Portfolio, color: ChalkInstance): string[] {
  if (positions.length === 0) return ['Nothing is held yet.'];
  return positions.map(
    (position) => `ID: ${position.coin} | Buy count: ${position.buyCount} | Loss/gain: ${renderGain(position, color)}`,
  );
}

function renderGain({ gainPercent }: ValuedHolding, color: ChalkInstance): string {
  return gainPercent === null ? 'unknown' : colorBySign(`${toPercentString(gainPercent)} %`, color);
}
