import { DEFAULT_QUANTITY } from '../core/limits/sizing.js';
import { toExactString } from '../core/money.js';
import type { Strategy } from '../core/strategies/strategy.js';
import type { Values } from './settings.js';

/** How settings that are right one by one contradict each other, in words. */
export function findContradictions(values: Values, rule: Strategy | undefined): string[] {
  const ofAmount = rule?.namesAmount === 'always' ? [] : [...quantityOffStep(values), ...capsBelowOneBuy(values)];
  return [...contradictoryUniverse(values), ...ofAmount, ...capsBelowOneOrder(values)];
}

function contradictoryUniverse({ coins, include = [], exclude = [], top, hysteresis }: Values): string[] {
  const both = (name: string, listed: readonly string[]) =>
    listed
      .filter((coin) => exclude.includes(coin))
      .map((coin) => `${name} and universe.exclude both name ${coin}: take it out of one of them`);
  const none = coins?.every((coin) => exclude.includes(coin)) === true ? ['universe.exclude leaves no coin'] : [];
  const rows = top + hysteresis + exclude.length;
  const tooMany =
    rows > 250
      ? [`top, universe.hysteresis and the coins of universe.exclude are ${rows} together, but at most 250 are listed`]
      : [];
  return [...both('universe.coins', coins ?? []), ...both('universe.include', include), ...none, ...tooMany];
}

/** A quantity off the step would be rounded down, to less than was asked for or to nothing. */
function quantityOffStep({ quantity = DEFAULT_QUANTITY, notional, step }: Values): string[] {
  if (notional || !step || quantity.mod(step).isZero()) return [];
  const [asked, coarse] = [toExactString(quantity), toExactString(step)];
  return [`quantity is ${asked}, no multiple of sizing.step, ${coarse}: round it, or make the step smaller`];
}

/** A cap that one buy exceeds would cut every buy; a smaller buy says the same more plainly. */
function capsBelowOneBuy(values: Values): string[] {
  const { notional } = values;
  if (!notional) return [];
  return capsOf(values)
    .filter(({ cap }) => cap.lessThan(notional))
    .map(({ told }) => `${told}, below one buy of ${toExactString(notional)}: raise it, or lower notional`);
}

/** A cap that is no more than the smallest order buys nothing, since quantities are rounded down. */
function capsBelowOneOrder(values: Values): string[] {
  const { minNotional } = values;
  if (!minNotional) return [];
  const least = toExactString(minNotional);
  return capsOf(values)
    .filter(({ cap }) => cap.lessThanOrEqualTo(minNotional))
    .map(({ told }) => `${told}, not above the smallest order of ${least}: raise it, or lower sizing.min_notional`);
}

function capsOf({ capTick, capDay, capMonth, capCoin, capTotal }: Values) {
  const caps = { tick: capTick, day: capDay, month: capMonth, coin: capCoin, total: capTotal };
  return Object.entries(caps).flatMap(([name, cap]) =>
    cap ? [{ cap, told: `caps.${name} is ${toExactString(cap)}` }] : [],
  );
}
