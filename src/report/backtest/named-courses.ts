import type { Course, Courses } from '../../backtest/courses.js';

/** A course by the name that it has in reports. */
export interface NamedCourse {
  readonly name: string;
  readonly course: Course;
}

/** How the benchmarks are called. */
const titles = { dca: 'DCA', bitcoin: 'Bitcoin', 'lump-sum': 'Lump sum', cash: 'Cash' } as const;

/** Courses with their names, the rule's own first. */
export function namedCourses(
  { result, benchmarks }: Pick<Courses, 'result' | 'benchmarks'>,
  own: string,
): NamedCourse[] {
  return [{ name: own, course: result }, ...benchmarks.map((course) => ({ name: titles[course.name], course }))];
}
