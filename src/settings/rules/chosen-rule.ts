import type { Strategy } from '../../core/strategies/strategy.js';
import { nearest } from '../../core/values/nearest.js';
import { quoted } from '../../core/values/quoted.js';
import type { Resolved, Source } from '../resolve.js';
import { settings } from '../settings.js';
import { createRules, createStrategy, type RuleSpecs, ruleNames, type Written } from './rules.js';

/** The strategy that is asked for, with the parameters that are, and all rules that are written down. */
export function chooseRule(
  sources: readonly Source[],
  { values: { strategy, params = '' }, origins }: Resolved,
  problems: string[],
): { rule: Strategy | undefined; rules: Strategy[] } {
  const specs: RuleSpecs = new Map(sources.flatMap((source) => [...(source.rules ?? [])]));
  const names = ruleNames(specs);
  for (const { where, texts } of sources) {
    if (!texts.strategy || names.includes(texts.strategy.text)) continue;
    const { name, text } = texts.strategy;
    if (settings.strategy.parse(text) === undefined) continue; // told as what it is already: no name
    const expected = `one of ${names.join(', ')}${nearest(text, names)}`;
    problems.push(`${name} in ${where} is ${quoted(text)}, but expected ${expected}`);
  }
  const rules = createRules(specs, problems);
  return { rule: createStrategy(strategy, readParameterList(params, origins.params), specs, problems), rules };
}

/** "window=20,margin=1", whose form is checked already, as texts by name. */
function readParameterList(list: string, where: string): Record<string, Written> {
  const pairs = list.split(',').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', text = ''] = pair.split('=').map((part) => part.trim());
      return [name, { text, where: `the parameter ${name} in ${where}` }];
    }),
  );
}
