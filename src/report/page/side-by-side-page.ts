import type { Courses } from '../../backtest/courses.js';
import { metricLines } from '../backtest/metric-table.js';
import { namedCourses } from '../backtest/named-courses.js';
import { renderSummary } from '../backtest/summary.js';
import { chartDataOf } from './chart-data-of.js';
import { bullets, definitions, renderDocument, section } from './document.js';
import type { Html } from './html.js';
import { renderOverTime } from './over-time.js';
import { renderTable } from './table.js';

/** What a page tells of courses. */
interface SideBySidePage {
  readonly title: string;
  readonly courses: Courses;
  /** What the first of them is called. */
  readonly name: string;
  /** What they are, as names and texts. */
  readonly settings: readonly (readonly [name: string, text: string])[];
  /** Sections of its own. */
  readonly more: readonly { readonly heading: string; readonly content: Html }[];
  readonly notes: readonly string[];
}

/** A page that needs no network: the answer in a sentence, charts, the courses side by side, and what is not known. */
export function renderSideBySidePage({ title, courses, name, settings, more, notes }: SideBySidePage): string {
  return renderDocument({
    title,
    answer: renderSummary(courses),
    sections: [
      section('Over time', renderOverTime(courses, name)),
      section('Side by side', renderCourses(courses, name)),
      ...more.map(({ heading, content }) => section(heading, content)),
      section('What was looked at', definitions(settings)),
      section('What to know of these figures', bullets(notes)),
    ],
    data: chartDataOf(courses, name),
  });
}

function renderCourses(courses: Courses, own: string): Html {
  const named = namedCourses(courses, own);
  return renderTable({
    name: 'Side by side',
    titles: ['', ...named.map(({ name }) => name)],
    rows: metricLines.map(({ name, show, isGain = false }) => [
      { text: name },
      ...named.map(({ course }) => ({ text: show(course.metrics), isGain })),
    ]),
    total: null,
  });
}
