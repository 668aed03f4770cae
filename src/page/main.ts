/** What runs in an HTML report: it draws the charts, and tells the figures of the day that is pointed at. */
import { drawCharts } from './charts.js';
import { displayMoney, displayPercent, displayTime } from './display.js';
import { type Courses, type Line, readData } from './read-data.js';

const written = document.getElementById('chart-data');
if (written) start(readData(JSON.parse(written.textContent ?? '')));

function start(courses: Courses): void {
  const slider = document.querySelector<HTMLInputElement>('input#day');
  if (!slider) return;
  const last = courses.times.length - 1;
  document.documentElement.classList.add('has-charts');

  const point = (place: number) => {
    slider.value = String(place);
    slider.setAttribute('aria-valuetext', tell(courses, place));
  };
  const places = { value: element('value-chart'), drawdown: element('drawdown-chart') };
  const charts = drawCharts(courses, places, point);

  slider.max = String(last);
  slider.addEventListener('input', () => {
    point(Number(slider.value));
    charts.pointAt(Number(slider.value));
  });
  for (const box of document.querySelectorAll<HTMLInputElement>('input[data-line]')) {
    const apply = () => charts.show(box.dataset.line as Line['key'] | 'buys', box.checked);
    box.addEventListener('change', apply);
    apply(); // a browser keeps what was ticked when the page is loaded again
  }
  const scale = document.querySelector<HTMLInputElement>('input#logarithmic');
  const rescale = () => charts.setLogarithmic(scale?.checked === true);
  scale?.addEventListener('change', rescale);
  rescale();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', charts.redraw);
  point(last);
}

/** Writes the figures of a day into their table, and gives them as one text. */
function tell({ times, lines, buys }: Courses, place: number): string {
  const day = displayTime(times[place] ?? 0);
  element('figures-day').textContent = day;
  const told = lines.map(({ key, name, values, drawdowns }) => {
    const value = displayMoney(values[place] ?? 0);
    element(`value-${key}`).textContent = value;
    if (drawdowns) element(`drawdown-${key}`).textContent = displayPercent(drawdowns[place] ?? 0);
    return `${name} ${value}`;
  });
  const buy = buys.get(place);
  const bought = buy ? `${buy.bought} for ${displayMoney(buy.cost)}` : '-';
  element('bought').textContent = bought;
  return [day, ...told, ...(buy ? [`bought ${bought}`] : [])].join(', ');
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
