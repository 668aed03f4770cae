import type { DailyPrice, Position, Quote } from '../model.js';
import { Decimal, toExactString } from '../money.js';
import type { Parameter, ParameterValue } from './parameter.js';

/** What a strategy sees of one coin. The time of the view is the quote's `fetchedAt`. */
export interface CoinView {
  readonly quote: Quote;
  /** Completed UTC midnights, oldest first; at most as many as the strategy's `midnights`, fewer when the market has fewer. */
  readonly dailyPrices: readonly DailyPrice[];
  /** What is held of the coin; empty when nothing is. */
  readonly position: Position;
}

/** A strategy's opinion of one coin, with its reason. */
export interface Signal {
  readonly action: 'buy' | 'hold';
  readonly reason: string;
  /** Null when it could not, or does not, form one. */
  readonly average: Decimal | null;
  /** How strong a buy is: 0 is just enough, 1 is the strongest there is. Left out by a rule that knows no degrees. */
  readonly strength?: Decimal;
  /** What the rule itself wants to spend, in the quote currency, whatever the sizing says. */
  readonly notional?: Decimal;
}

/** A rule with its parameters: a pure function from what is known of a coin to a signal. */
export interface Strategy {
  /** The name it is chosen by. */
  readonly name: string;
  /** How many completed midnights it looks at. */
  readonly midnights: number;
  /** The value of every parameter, as exact texts: with the name, they say all about it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether its buys say themselves what to spend: where some do, the sizing's amount is no bound; where all do, it does not count. */
  readonly namesAmount?: 'always' | 'sometimes' | undefined;
  /** With how many daily prices it can decide, the price now among them, where it is not all that it looks at. */
  readonly fewestPrices?: number;
  evaluate(view: CoinView): Signal;
}

/** With how many daily prices a strategy can decide, the price now among them. */
export function fewestPricesOf({ fewestPrices, midnights }: Strategy): number {
  return fewestPrices ?? midnights + 1;
}

/** A kind of rule, from which strategies are made by choosing parameters. */
export interface StrategyKind {
  readonly name: string;
  /** What it does, in words that fit "It …". */
  readonly summary: string;
  /** How it decides, in a few sentences. */
  readonly explanation: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** What is wrong with values that are right one by one, in words that fit "NAME: …"; null when nothing is. */
  check(values: Readonly<Record<string, ParameterValue>>): string | null;
  /** The values are those that these parameters have parsed, all of them, and passed the check. */
  create(name: string, values: Readonly<Record<string, ParameterValue>>): Strategy;
}

type Parameters = Readonly<Record<string, Parameter>>;
type Values<Declared extends Parameters> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Parameter<infer Value> ? Value : never;
};

interface Definition<Declared extends Parameters> {
  readonly name: string;
  readonly summary: string;
  readonly explanation: string;
  readonly parameters: Declared;
  readonly check?: (values: Values<Declared>) => string | null;
  readonly create: (
    values: Values<Declared>,
  ) => Pick<Strategy, 'midnights' | 'namesAmount' | 'fewestPrices' | 'evaluate'>;
}

/** Makes a kind of strategy from its definition, in which each parameter's value has the type it was declared with. */
export function strategyKind<Declared extends Parameters>(definition: Definition<Declared>): StrategyKind {
  // What the declared parameters have parsed has the declared types; the registry cannot tell the compiler so.
  const typed = (values: Readonly<Record<string, ParameterValue>>) => values as Values<Declared>;
  const { check = () => null, create } = definition;
  return {
    ...definition,
    check: (values) => check(typed(values)),
    create: (name, values) => ({
      name,
      parameters: {
        ...(name !== definition.name && { kind: definition.name }),
        ...Object.fromEntries(Object.keys(definition.parameters).map((key) => [key, exactText(values[key])])),
      },
      ...create(typed(values)),
    }),
  };
}

function exactText(value: ParameterValue | undefined): string {
  return Decimal.isDecimal(value) ? toExactString(value) : String(value);
}
