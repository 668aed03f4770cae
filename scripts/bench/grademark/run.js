/**
 * node run.js FILE: tries the default rule on each coin of a price file, as grademark's README does it: in floats, one coin
 * after the other, buying below the average of ten prices and selling above. Prints how many trades there were of each.
 */
import { readFileSync } from 'node:fs';
import { fromCSV } from 'data-forge';
import { analyze, backtest } from 'grademark';

const WINDOW = 10;
const START_MONEY = 10_000;

const rows = fromCSV(readFileSync(process.argv[2] ?? '', 'utf8'))
  .parseDates('date', 'YYYY-MM-DD')
  .parseFloats('price');
const rule = {
  entryRule: (enter, { bar }) => bar.close < bar.average && enter(),
  exitRule: (exit, { bar }) => bar.close >= bar.average && exit(),
};
for (const own of rows.groupBy(({ coin }) => coin)) {
  const bars = own
    .select(({ date, price }) => ({ time: date, open: price, high: price, low: price, close: price }))
    .setIndex('time');
  const average = bars
    .deflate(({ close }) => close)
    .rollingWindow(WINDOW)
    .select((window) => [window.getIndex().last(), window.average()])
    .withIndex(([time]) => time)
    .select(([, mean]) => mean);
  const trades = backtest(rule, bars.withSeries('average', average).skip(WINDOW - 1));
  const { profitPct } = analyze(START_MONEY, trades);
  process.stdout.write(`${own.first().coin}: ${trades.length} trades, ${profitPct} %\n`);
}
