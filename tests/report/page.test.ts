import { describe, expect, it } from 'vitest';
import { totalOf } from '../../src/backtest/metrics/valuation.js';
import { Decimal } from '../../src/core/money.js';
import { readData } from '../../src/page/read-data.js';
import { chartDataOf } from '../../src/report/page/chart-data-of.js';
import { dataElement, html } from '../../src/report/page/html.js';
import { linesOf, randomRows, tryOn } from '../backtest/trial.js';

describe('HTML', () => {
  it('has texts escaped in elements and attributes, and what cannot be seen made visible', () => {
    expect(html`<a title="${'"\'<&'}">${'</a>\u202e\u0000'}${html`<b>${1}</b>`}${null}</a>`.text).toBe(
      '<a title="&quot;&#39;&lt;&amp;">&lt;/a&gt;\\u202e\\u0000<b>1</b></a>',
    );
  });

  it('has data that does not end its element, and is read as it was', () => {
    const data = { text: '</script><!-- <script>' };
    const { text } = dataElement('data', data);
    expect(text.match(/<\/?script|<!--/g)).toEqual(['<script', '</script']);
    expect(JSON.parse(/>(.*)</s.exec(text)?.[1] ?? '')).toEqual(data);
  });
});

describe('the data of the charts', () => {
  const contributions = { cash: new Decimal(0), amount: new Decimal(500), every: 'month' } as const;
  const rows = linesOf(randomRows(7, 100, ['bitcoin', 'ethereum']));

  it('has every instant, with values to the cent, drawdowns, and what was bought', async () => {
    const tried = await tryOn(rows, { contributions });
    const { times, lines, buys } = readData(chartDataOf(tried, 'Rule'));
    expect(times).toEqual(tried.instants.map((at) => at.getTime() / 1000));
    expect(lines.map(({ key }) => key)).toEqual(['rule', 'contributed', 'dca', 'bitcoin', 'lump-sum']);
    const [rule, contributed, , , lumpSum] = lines;
    const cents = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber();
    expect(rule?.values).toEqual(tried.result.valuations.map((valuation) => cents(totalOf(valuation))));
    expect(Math.min(...(rule?.drawdowns ?? []))).toBeCloseTo(tried.result.metrics.maxDrawdown.toNumber(), 2);
    expect([contributed?.values[0], contributed?.values.at(-1), contributed?.drawdowns]).toEqual([500, 2000, null]);
    expect([rule?.isShownAtFirst, lumpSum?.isShownAtFirst]).toEqual([true, false]);
    const bought = tried.result.steps.filter(({ purchases }) => purchases.length > 0);
    expect([...buys].map(([place, { cost, bought: coins }]) => [times[place], cost, coins])).toEqual(
      bought.map(({ at, purchases }) => [
        at.getTime() / 1000,
        cents(Decimal.sum(...purchases.map(({ cost }) => cost))),
        purchases.map(({ coin }) => coin).join(', '),
      ]),
    );
  });

  it('has the last instant of each week where every instant is too much, and loses no purchase', async () => {
    const tried = await tryOn(rows, { contributions });
    const [all, weekly] = [readData(chartDataOf(tried, 'Rule')), readData(chartDataOf(tried, 'Rule', 2000))];
    const sundays = all.times.filter(
      (time, index) => new Date(time * 1000).getUTCDay() === 0 || index === all.times.length - 1,
    );
    expect(weekly.times).toEqual(sundays);
    const at = (time: number) => all.lines[0]?.values[all.times.indexOf(time)];
    expect(weekly.lines[0]?.values).toEqual(sundays.map(at));
    const spent = ({ buys }: typeof all) => [...buys.values()].reduce((sum, { cost }) => sum + cost, 0);
    expect(spent(weekly)).toBeCloseTo(spent(all), 1);
  });

  it('has six digits of small amounts', async () => {
    const cheap = ['date,coin,price', '2021-01-01,bitcoin,0.00012345', '2021-01-02,bitcoin,0.00012346'];
    const tried = await tryOn(cheap, { contributions: { ...contributions, amount: new Decimal('0.00012345') } });
    expect(readData(chartDataOf(tried, 'Rule')).lines[2]?.values).toEqual([0.00012345, 0.00012346]);
  });
});
