import type { DecisionInputs } from '../../core/decisions/inputs.js';
import { type Limit, limits } from '../../core/limits/caps.js';
import type { Gate } from '../../core/limits/sanity.js';
import { DEFAULT_STEP, type Sizing } from '../../core/limits/sizing.js';
import type { Tick } from '../../core/model.js';
import { type Decimal, toExactString } from '../../core/money.js';
import type { Instrument } from '../../core/order/instrument.js';
import { recreateStrategy } from '../../core/strategies/recreate.js';
import { shorten } from '../format/shorten.js';

const SYMBOL_WIDTH = 20;

/** The other inputs, by their labels; null where there is nothing to say. A new input is a line here. */
const figures: Readonly<Record<string, (inputs: DecisionInputs, tick: Tick) => string | null>> = {
  price: ({ quote }, { quoteCurrency }) => `${exact(quote.price)} ${quoteCurrency}`,
  '24 h low': ({ quote }) => exact(quote.low24h),
  '24 h high': ({ quote }) => exact(quote.high24h),
  '24 h change': ({ quote }) => exact(quote.priceChange24h),
  '24 h change, %': ({ quote }) => exact(quote.priceChangePercentage24h),
  'market cap': ({ quote }) => exact(quote.marketCap),
  'its rank': ({ quote }) => String(quote.marketCapRank ?? UNKNOWN),
  'its 24 h change': ({ quote }) => exact(quote.marketCapChange24h),
  'its change, %': ({ quote }) => exact(quote.marketCapChangePercentage24h),
  'updated at': ({ quote }) => quote.updatedAt?.toISOString() ?? UNKNOWN,
  'fetched at': ({ quote }) => quote.fetchedAt.toISOString(),
  'last seen': ({ lastSeen }) =>
    lastSeen && `${exact(lastSeen.price)}, rank ${lastSeen.marketCapRank ?? UNKNOWN}, ${lastSeen.at.toISOString()}`,
  'believed are': ({ gate }) => tellGate(gate),
  'held before': ({ position, quote }) =>
    position.buyCount === 0
      ? null
      : `${exact(position.quantity)} ${shorten(quote.symbol, SYMBOL_WIDTH)}, for ${exact(position.costBasis)}`,
  'the rule has': ({ parameters }) =>
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ') || null,
  'one buy is': ({ strategy, parameters, sizing, quote }, { quoteCurrency }) =>
    recreateStrategy(strategy, parameters)?.namesAmount === 'always'
      ? tellOrders(sizing, [`what ${strategy} asks for`])
      : tellSizing(sizing, shorten(quote.symbol, SYMBOL_WIDTH), quoteCurrency),
  carried: ({ carried }, { quoteCurrency }) =>
    carried.isZero() ? null : `${exact(carried)} ${quoteCurrency} from earlier buys`,
  'the broker has': ({ terms }) => tellTerms(terms),
  'held back': ({ heldBack }) => heldBack,
  ...Object.fromEntries(
    limits.map((limit) => [
      limit === 'cash' || limit === 'balance' ? limit : `${limit} cap`,
      (inputs) => tellHeadroom(inputs.limits, limit),
    ]),
  ),
};

function tellTerms(terms: Instrument): string | null {
  const { pair, step, tickSize, minimumQuantity, minimumNotional, feeRate, slippageBps } = terms;
  const parts = [
    pair,
    step && `steps of ${exact(step)}`,
    tickSize && `prices in steps of ${exact(tickSize)}`,
    minimumQuantity && `orders of at least ${exact(minimumQuantity)}`,
    minimumNotional && `for at least ${exact(minimumNotional)}`,
    feeRate.greaterThan(0) && `a fee of ${exact(feeRate.times(100))} %`,
    slippageBps.greaterThan(0) && `prices up to ${exact(slippageBps.div(100))} % above`,
  ];
  return parts.filter((part) => typeof part === 'string').join(', ') || null;
}

function tellGate({ maxQuoteAgeMs, maxJumpPercent, maxRankLeap }: Gate): string | null {
  const tests = [
    maxQuoteAgeMs !== null && `prices of ${maxQuoteAgeMs / 60_000} minutes`,
    maxJumpPercent !== null && `jumps of ${exact(maxJumpPercent)} %`,
    maxRankLeap !== null && `leaps of ${maxRankLeap} ranks`,
  ];
  return tests.filter((test) => test !== false).join(', ') || null;
}

function tellSizing(sizing: Sizing, symbol: string, quoteCurrency: string): string {
  const { maxMultiplier } = sizing;
  return tellOrders(sizing, [
    'quantity' in sizing ? `${exact(sizing.quantity)} ${symbol}` : `${exact(sizing.notional)} ${quoteCurrency}`,
    maxMultiplier?.greaterThan(1) && `up to ${exact(maxMultiplier)} times when the signal is strong`,
  ]);
}

/** The amount, and what orders there can be for it. */
function tellOrders({ step, minNotional }: Sizing, amount: readonly (string | false | undefined)[]): string {
  return [
    ...amount,
    step && !step.equals(DEFAULT_STEP) && `in steps of ${exact(step)}`,
    minNotional && `orders of at least ${exact(minNotional)}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}

/** What one limit left at the coin's turn. */
function tellHeadroom(headrooms: DecisionInputs['limits'], limit: Limit): string | null {
  const room = headrooms.find((it) => it.limit === limit);
  if (!room) return null;
  const left = room.size ? `${exact(room.left)} left of ${exact(room.size)}` : `${exact(room.left)} left`;
  return room.closed ? `${left}, for coins due before it` : left;
}

const UNKNOWN = 'unknown';

/** Every digit. */
export function exact(amount: Decimal | null): string {
  return amount === null ? UNKNOWN : toExactString(amount);
}

/** How wide the column of labels is. */
export const LABEL_WIDTH = Math.max(...Object.keys(figures).map((label) => label.length)) + 2;

/** All inputs of a decision but the prices, a line each. An unknown one says so; what there was none of is left out. */
export function renderFigures(inputs: DecisionInputs, tick: Tick): string[] {
  return Object.entries(figures).flatMap(([label, read]) => {
    const shown = read(inputs, tick);
    return shown === null ? [] : [label.padEnd(LABEL_WIDTH) + shown];
  });
}
