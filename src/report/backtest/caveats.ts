import { DAY_MS } from '../../core/calendar.js';
import type { Trial } from './trial.js';

/** What was wrong with the prices, and what the figures do not know, in plain words, a sentence each. */
export function notesOf(trial: Trial): string[] {
  const problems = trial.problems.map(({ coin, message }) => (coin === null ? message : `${coin}: ${message}`));
  return [...problems, ...caveatsOf(trial)];
}

function caveatsOf({ tried, prices, universe, terms }: Trial): string[] {
  const isDaily = tried.instants.every((at) => at.getTime() % DAY_MS === 0);
  const left = new Set(universe.exclude);
  const names = (universe.coins ?? prices.coins).filter((coin) => !left.has(coin));
  return [
    `The ${names.length === 1 ? 'coin was' : `${names.length} coins were`} chosen today, when it is known which coins still exist: coins that failed are in no file, and would have lost.`,
    ...(isDaily ? ['Prices are of midnight UTC only: what happened during a day is not seen.'] : []),
    ...(terms.feeRate.isZero() && terms.slippageBps.isZero() ? ['No fee and no slippage were counted.'] : []),
    'The past does not repeat itself: a rule that was chosen because it did well on these prices may do worse later.',
  ];
}
