import { Decimal } from '../money.js';
import { type CoinView, fewestPricesOf, type Signal, type Strategy } from './strategy.js';

/** A rule made of others. */
export interface Combination {
  readonly name: string;
  /** What it does, in words that fit "It …". */
  readonly summary: string;
  readonly explanation: string;
  create(name: string, parts: readonly Strategy[]): Strategy;
}

/** Buys when every part does: then by the smallest strength and the smallest amount that a part names. */
export const allOf: Combination = {
  name: 'all-of',
  summary: 'buys when all of its parts do',
  explanation:
    'Every part in `of` is asked, and it buys when all of them would. Its strength is the smallest of those that parts ' +
    'have, and its amount the smallest of those that parts name.',
  create: (name, parts) =>
    combine({ kind: 'all-of', fewestOf: Math.max, amountBy: 'some' }, name, parts, (signals) => ({
      isBuy: signals.every(isBuying),
      need: 'all must',
      ...smallest('strength', signals),
      ...smallest('notional', signals),
    })),
};

/** Buys when some part does: as the first one that does. */
export const anyOf: Combination = {
  name: 'any-of',
  summary: 'buys when at least one of its parts does',
  explanation:
    'Every part in `of` is asked, and it buys when at least one of them would. Its strength and its amount are those of ' +
    'the first part that buys.',
  create: (name, parts) =>
    combine({ kind: 'any-of', fewestOf: Math.min, amountBy: 'every' }, name, parts, (signals) => {
      const first = signals.filter(isBuying).slice(0, 1);
      return {
        isBuy: first.length > 0,
        need: 'one is enough',
        ...smallest('strength', first),
        ...smallest('notional', first),
      };
    }),
};

interface Verdict extends Pick<Signal, 'strength' | 'notional'> {
  readonly isBuy: boolean;
  readonly need: string;
}

interface Terms {
  readonly kind: string;
  readonly fewestOf: (...counts: number[]) => number;
  /** How many of its parts must name the amount of each of their buys, so that it does, too. */
  readonly amountBy: 'some' | 'every';
}

function combine(
  { kind, fewestOf, amountBy }: Terms,
  name: string,
  parts: readonly Strategy[],
  combineSignals: (signals: readonly Signal[]) => Verdict,
): Strategy {
  return {
    name,
    midnights: Math.max(...parts.map((part) => part.midnights)),
    fewestPrices: fewestOf(...parts.map(fewestPricesOf)),
    namesAmount: parts[amountBy]((part) => part.namesAmount === 'always')
      ? 'always'
      : parts.find((part) => part.namesAmount) && 'sometimes',
    parameters: {
      ...(name !== kind && { kind }),
      of: parts.map((part) => part.name).join(','),
      ...Object.assign({}, ...parts.map(prefixed)),
    },
    evaluate(view: CoinView): Signal {
      const signals = parts.map((part) => part.evaluate(view));
      const { isBuy, need, ...amounts } = combineSignals(signals);
      const said = parts.map((part, index) => {
        const { action, reason } = signals[index] as Signal;
        return `${part.name} says ${action} (${reason})`;
      });
      const reason = `${signals.filter(isBuying).length} of ${parts.length} say buy, ${need}: ${said.join('; ')}`;
      const average = signals.find((it) => it.average !== null)?.average ?? null;
      return isBuy ? { action: 'buy', reason, average, ...amounts } : { action: 'hold', reason, average };
    },
  };
}

function isBuying({ action }: Signal): boolean {
  return action === 'buy';
}

/** The smallest there is, under its own name; nothing when there is none. */
function smallest(figure: 'strength' | 'notional', signals: readonly Signal[]): Pick<Signal, 'strength' | 'notional'> {
  const figures = signals.flatMap((opinion) => opinion[figure] ?? []);
  return figures.length > 0 ? { [figure]: Decimal.min(...figures) } : {};
}

/** A part's parameters under its name: `{below: '30'}` of calm as `{'calm.below': '30'}`. */
function prefixed({ name, parameters }: Strategy): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [`${name}.${key}`, value]));
}
