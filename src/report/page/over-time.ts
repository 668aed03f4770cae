import type { Courses } from '../../backtest/courses.js';
import { type NamedCourse, namedCourses } from '../backtest/named-courses.js';
import { displayCount, displayMoney, displayPercent } from '../format/amounts.js';
import { type Html, html } from './html.js';

/** The charts of courses, the first called `own`, with a description in words and the figures of a day, the last one at first. */
export function renderOverTime(courses: Courses, own: string): Html {
  const named = namedCourses(courses, own);
  const [first, last] = [dayText(courses.instants[0]), dayText(courses.instants.at(-1))];
  return html`<p class="note" id="charts-told">From ${first} to ${last}. ${describe(named)}</p>
<p class="without-script note">The charts need JavaScript, which is switched off here. All figures are in the tables.</p>
<div class="over-time">
<div class="needs-script">
<label class="note"><input type="checkbox" id="logarithmic"> Logarithmic scale of values: equal distances are equal factors</label>
<div role="img" aria-label="Value over time" aria-describedby="charts-told">
<h3>Value and what was contributed</h3>
<div id="value-chart"></div>
<h3>Drawdown, contributions left out of account</h3>
<div id="drawdown-chart"></div>
</div>
<input type="range" id="day" min="0" max="0" step="1" aria-label="Day whose figures are shown">
<p class="note">Point at the chart, tap it, or move the slider: the arrow keys go from day to day. Drag across the chart to look closer; a double click shows all again.</p>
</div>
<div class="wide" role="region" tabindex="0" aria-label="Figures of a day"><table id="figures">
<caption id="figures-day">${last}</caption>
<thead><tr><td></td><th scope="col">Value</th><th scope="col">Drawdown</th></tr></thead>
<tbody>
${rowsOf(courses, named)}</tbody>
</table></div>
</div>`;
}

function rowsOf({ result, benchmarks }: Courses, [own, ...others]: readonly NamedCourse[]): Html[] {
  const beside = others.flatMap((named, index) => {
    const { name: key = 'cash', sameCashFlows = false } = benchmarks[index] ?? {};
    return key === 'cash' ? [] : [rowOf(key, named, sameCashFlows)];
  });
  const contributed = html`<tr><th scope="row">${toggle('contributed', 'Contributed', true)}</th><td id="value-contributed">${displayMoney(result.metrics.contributed)}</td><td></td></tr>
`;
  const buys = html`<tr><th scope="row">${toggle('buys', 'Buys', true)}</th><td colspan="2" id="bought">-</td></tr>
`;
  return [...(own ? [rowOf('rule', own, true)] : []), contributed, ...beside, buys];
}

function rowOf(key: string, { name, course }: NamedCourse, isShown: boolean): Html {
  return html`<tr><th scope="row">${toggle(key, name, isShown)}</th><td id="value-${key}">${displayMoney(course.metrics.value)}</td><td id="drawdown-${key}"></td></tr>
`;
}

/** What shows and hides a line. Without a script it is its name only. */
function toggle(key: string, name: string, isShown: boolean): Html {
  const box = isShown
    ? html`<input type="checkbox" class="needs-script" data-line="${key}" checked>`
    : html`<input type="checkbox" class="needs-script" data-line="${key}">`;
  return html`<label>${box}<span class="key ${key}"></span>${name}</label>`;
}

/** What the charts show, for readers who do not see them. */
function describe([own, ...others]: readonly NamedCourse[]): string {
  if (!own) return '';
  const { contributed, value, maxDrawdown, maxDrawdownSince, maxDrawdownUntil, purchases } = own.course.metrics;
  const fell =
    maxDrawdownSince && maxDrawdownUntil
      ? `it fell by at most ${displayPercent(maxDrawdown.abs())} %, from ${dayText(maxDrawdownSince)} to ${dayText(maxDrawdownUntil)}`
      : 'it never fell';
  const beside = others.map(({ name, course }) => `${name} ${displayMoney(course.metrics.value)}`);
  return `${displayMoney(contributed)} came in. ${own.name}: ${displayCount(purchases)} ${purchases === 1 ? 'buy' : 'buys'}, in the end worth ${displayMoney(value)}; ${fell}. Worth of the others in the end: ${beside.join(', ')}.`;
}

function dayText(at: Date | undefined): string {
  return at?.toISOString().slice(0, 'YYYY-MM-DD'.length) ?? '-';
}
