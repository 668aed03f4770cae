import type { SweptParameter } from '../../../backtest/sweep/combinations.js';
import type { Decimal } from '../../../core/money.js';
import { toExactString } from '../../../core/money.js';
import { explained, type Refuse } from '../../../core/values/explained.js';
import { amount } from '../../../core/values/numbers/amount.js';
import { storedDecimal } from '../../../core/values/numbers/decimal.js';
import { visible } from '../../../core/values/text.js';

const MOST_VALUES = 1_000_000;

/** A parameter with a range of values or a list of them. A range has its end where a step meets it. */
export const sweptParameter = explained<SweptParameter>({
  expected: 'NAME=FROM..TO:STEP or NAME=VALUE,VALUE, of a parameter of the rule or a setting',
  example: 'window=10..50:10 or margin=0,1,2',
  read: (text, refuse) => {
    if (visible(text) !== text) return refuse();
    const [, name = '', said = ''] = /^([a-z][\w.]*)=(.+)$/s.exec(text) ?? refuse();
    const [, from, to, step] = /^(.+?)\.\.(.+?)(?::(.+))?$/s.exec(said) ?? [];
    if (from === undefined || to === undefined) return { name, values: readList(said, refuse) };
    const ends = [storedDecimal.parse(from), storedDecimal.parse(to)];
    const by = step === undefined ? undefined : amount.parse(step);
    const [first, last] = ends;
    if (!first || !last || !by) return refuse();
    return { name, values: readRange(first, last, by, refuse) };
  },
  print: ({ name, values }) => `${name}=${values.join(',')}`,
});

function readList(said: string, refuse: Refuse): string[] {
  const values = said.split(',').map((value) => value.trim());
  if (values.some((value) => !/^[^\s=]+$/.test(value))) return refuse();
  if (new Set(values).size < values.length) return refuse('one of its values is there twice');
  return values;
}

function readRange(first: Decimal, last: Decimal, step: Decimal, refuse: Refuse): string[] {
  if (first.greaterThan(last)) return refuse('it begins after its end');
  const steps = last.minus(first).divToInt(step);
  if (steps.greaterThanOrEqualTo(MOST_VALUES)) return refuse(`it has more than ${MOST_VALUES} values`);
  return Array.from({ length: steps.toNumber() + 1 }, (_, index) => toExactString(first.plus(step.times(index))));
}
