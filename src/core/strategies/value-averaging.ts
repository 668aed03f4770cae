import { DAY_MS, dayOf } from '../calendar.js';
import { toExactString } from '../money.js';
import { decimalNumber, utcDay } from './parameter.js';
import { strategyKind } from './strategy.js';

/** Let what is held grow in value by a fixed amount a day: buy more when it has fallen, nothing when it has risen. */
export const valueAveraging = strategyKind({
  name: 'value-averaging',
  summary: 'buys what is missing for the value of the holding to grow by a fixed amount a day',
  explanation:
    'On the UTC day `start`, the holding of each coin is to be worth `growth`, on the next day twice that, and so on. It ' +
    'buys what is missing at the price now, and nothing when nothing is missing or before `start`; it never sells. The ' +
    'amount is its own, so quantity, notional and max_multiplier do not count. A deep fall makes it buy much at once: ' +
    'set a cap.',
  parameters: {
    growth: decimalNumber({
      meaning: 'how much each day adds to the value aimed at, per coin',
      unit: 'quote currency',
      fallback: '10',
      min: '0.00000001',
      max: '1000000000',
    }),
    start: utcDay('the first day, on which the value aimed at is one growth', '2026-11-22'),
  },
  create: ({ growth, start }) => ({
    midnights: 0,
    namesAmount: 'always',
    evaluate({ quote, position }) {
      const day = (Date.parse(dayOf(quote.fetchedAt)) - Date.parse(start)) / DAY_MS + 1;
      if (day < 1) return { action: 'hold', reason: `value-averaging starts on ${start}`, average: null };
      const value = position.quantity.times(quote.price);
      const aim = growth.times(day);
      const missing = aim.minus(value);
      const reason =
        `the holding is worth ${toExactString(value)} of the ${toExactString(aim)} aimed at on day ${day}, ` +
        `${toExactString(growth)} a day since ${start}`;
      if (!missing.greaterThan(0)) return { action: 'hold', reason, average: null };
      return {
        action: 'buy',
        reason: `${reason}: ${toExactString(missing)} is missing`,
        average: null,
        notional: missing,
      };
    },
  }),
});
