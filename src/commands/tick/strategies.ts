import { combinations, strategyKinds } from '../../core/strategies/index.js';
import { nearest } from '../../core/values/nearest.js';
import { quoted } from '../../core/values/quoted.js';
import { usageError } from '../../errors.js';
import {
  renderOneStrategy,
  renderStrategies,
  renderStrategiesJson,
  type StrategyBook,
} from '../../report/strategies.js';
import { strategyName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { argument } from '../input.js';

/** Prints which rules there are, or how one decides. */
export const command = defineCommand({
  uses: ['strategy', 'params'],
  arguments: {
    name: argument('[name]', '', strategyName, { offers: [...strategyKinds.keys(), ...combinations.keys()] }),
  },
  options: { json },
  examples: ['crypto-bot strategies', 'crypto-bot strategies dip'],
  exitCodes: { 5: null },
  run: async ({ config, terminal }, { name, json }) => {
    const all: StrategyBook = {
      kinds: [...strategyKinds.values()],
      combinations: [...combinations.values()],
      rules: config.rules,
      chosen: config.rule,
    };
    const book = name === undefined ? all : only(name, all);
    const renderText = name === undefined ? renderStrategies : renderOneStrategy;
    await terminal.print(json ? renderStrategiesJson(book) : renderText(book));
    return 0;
  },
});

/** What has that name: a kind, a combination, a rule, or a kind and the rule that tunes it. */
function only(name: string, all: StrategyBook): StrategyBook {
  const named = <Thing extends { readonly name: string }>(things: readonly Thing[]) =>
    things.filter((thing) => thing.name === name);
  const { kinds, combinations, rules, chosen } = all;
  const book = { kinds: named(kinds), combinations: named(combinations), rules: named(rules), chosen };
  if (book.kinds.length + book.combinations.length + book.rules.length > 0) return book;
  const names = [...kinds, ...combinations, ...rules].map((thing) => thing.name);
  throw usageError(
    `${quoted(name)} is no strategy${nearest(name, names)}\nTry crypto-bot strategies, which lists them.`,
  );
}
