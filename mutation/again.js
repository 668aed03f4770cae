// Between the two passes over the mutants: forgets the results of those that survived the tests which run them, and that are
// run where a module is loaded, too. The second pass tries them again, from the load on, with all tests.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.join(import.meta.dirname, '.stryker/incremental.json');
const report = JSON.parse(readFileSync(file, 'utf8'));
const tests = Object.values(report.testFiles).flatMap((testFile) => testFile.tests);
for (const each of Object.values(report.files)) each.mutants = each.mutants.filter((mutant) => !isHalfTried(mutant));
writeFileSync(file, JSON.stringify(report));

/** A mutant that was tried from the load on has run all tests, or nearly so. */
function isHalfTried({ status, static: isStatic, testsCompleted = 0 }) {
  return status === 'Survived' && isStatic && testsCompleted < tests.length / 2;
}
