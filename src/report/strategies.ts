import type { Combination } from '../core/strategies/combinations.js';
import type { Parameter } from '../core/strategies/parameter.js';
import type { Strategy, StrategyKind } from '../core/strategies/strategy.js';
import { toJsonLine, toLines } from './format/lines.js';
import { hang, wrap } from './format/wrap.js';

/** What there is to choose from, and what is chosen. */
export interface StrategyBook {
  readonly kinds: readonly StrategyKind[];
  readonly combinations: readonly Combination[];
  /** The rules of the config file. */
  readonly rules: readonly Strategy[];
  readonly chosen: Strategy;
}

/** Terminals are read at this width; nothing here is a table that would need more. */
const TEXT_WIDTH = 80;

/** What `strategies` prints. */
export function renderStrategies({ kinds, combinations, rules, chosen }: StrategyBook): string {
  const names = [...kinds, ...combinations, ...rules].map(({ name }) => name.length);
  const line = (name: string, text: string) => hang(`  ${name.padEnd(Math.max(...names))}  `, text, TEXT_WIDTH);
  return toLines([
    'Strategies:',
    ...kinds.flatMap(({ name, summary }) => line(name, summary)),
    '',
    'Made of others, in config.toml:',
    ...combinations.flatMap(({ name, summary }) => line(name, summary)),
    '',
    'Your rules, in config.toml:',
    ...(rules.length > 0 ? rules.flatMap((rule) => line(rule.name, outline(rule))) : ['  none yet']),
    '',
    ...hang('Chosen: ', [chosen.name, outline(chosen)].filter(Boolean).join(': '), TEXT_WIDTH),
    'To learn more: crypto-bot strategies NAME',
  ]);
}

/** What `strategies NAME` prints of whatever has that name. */
export function renderOneStrategy({ kinds, combinations, rules }: StrategyBook): string {
  const pages = [
    ...[...kinds, ...combinations].map(({ name, summary, explanation, ...kind }) => [
      ...wrap(`${name}: ${summary}`, TEXT_WIDTH),
      '',
      ...wrap(explanation, TEXT_WIDTH),
      ...('parameters' in kind ? renderParameters(kind.parameters) : []),
    ]),
    ...rules.map((rule) => [`${rule.name}, in config.toml:`, ...pairs(rule.parameters).map((pair) => `  ${pair}`)]),
  ];
  return toLines(pages.flatMap((page, index) => (index === 0 ? page : ['', ...page])));
}

/** What `strategies --json` prints, of all or of one. */
export function renderStrategiesJson({ kinds, combinations, rules, chosen }: StrategyBook): string {
  const pick = ({ name, parameters }: Strategy) => ({ name, parameters });
  const book = {
    strategies: kinds.map(({ name, summary, explanation, parameters }) => ({
      name,
      summary,
      explanation,
      parameters: Object.entries(parameters).map(([parameter, { meaning, unit, fallback, bounds }]) => ({
        name: parameter,
        meaning,
        unit,
        default: fallback,
        min: bounds?.min ?? null,
        max: bounds?.max ?? null,
      })),
    })),
    combinations: combinations.map(({ name, summary, explanation }) => ({ name, summary, explanation })),
    rules: rules.map(pick),
    chosen: pick(chosen),
  };
  return toJsonLine(book);
}

function renderParameters(parameters: Readonly<Record<string, Parameter>>): string[] {
  const rows = Object.entries(parameters);
  if (rows.length === 0) return ['', 'It has no parameters.'];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    'Parameters:',
    ...rows.flatMap(([name, { meaning, unit, fallback, bounds, example }]) => [
      `  ${name.padEnd(width)}  ${meaning}`,
      `  ${' '.repeat(width)}  ${[
        unit,
        bounds && `${bounds.min} to ${bounds.max}`,
        fallback === null ? `must be given, such as ${example}` : `default ${fallback}`,
      ]
        .filter(Boolean)
        .join(', ')}`,
    ]),
  ];
}

/** "rsi period=14 below=30", or "all-of dip, calm"; without the kind where that is the name. */
function outline({ parameters }: Strategy): string {
  const { kind, of, ...others } = parameters;
  return [kind, of?.replaceAll(',', ', ') ?? pairs(others).join(' ')].filter(Boolean).join(' ');
}

function pairs(parameters: Readonly<Record<string, string>>): string[] {
  return Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}
