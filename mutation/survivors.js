// Compares the mutants that no test noticed with the list in survivors.md. Fails where one is not listed, or no longer survives.

import { readFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const { files } = JSON.parse(readFileSync(path.join(here, '.stryker/report.json'), 'utf8'));
const listed = readList(readFileSync(path.join(here, 'survivors.md'), 'utf8'));
const survived = new Set(
  Object.entries(files).flatMap(([file, { source, mutants }]) => survivorsOf(file, source, mutants)),
);

const unlisted = [...survived].filter((mutant) => !listed.has(mutant));
const gone = [...listed].filter((mutant) => mutant.split('\n', 1)[0] in files && !survived.has(mutant));
tell('These mutants survived, and are not listed in mutation/survivors.md', unlisted);
tell('These mutants are listed in mutation/survivors.md, and did not survive', gone);
process.exitCode = unlisted.length + gone.length > 0 ? 1 : 0;

function survivorsOf(file, source, mutants) {
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((mutant) => `${file}\n${asDiff(source.split('\n'), mutant)}`);
}

/** The lines of a mutant as they are and as the mutant has them, each put into one line. */
function asDiff(lines, { location: { start, end }, replacement }) {
  const before = lines[start.line - 1].slice(0, start.column - 1);
  const after = lines[end.line - 1].slice(end.column - 1);
  const whole = lines.slice(start.line - 1, end.line).join('\n');
  return `- ${inOneLine(whole)}\n+ ${inOneLine(before + replacement + after)}`;
}

function inOneLine(code) {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > 150 ? `${line.slice(0, 150)}…` : line;
}

/** The mutants in the code blocks of the list: a line with the file, then pairs of lines that begin with - and +. */
function readList(text) {
  const mutants = new Set();
  let [file, original] = ['', ''];
  for (const line of text.split('\n')) {
    if (line.startsWith('src/')) file = line;
    else if (line.startsWith('- ')) original = line;
    else if (line.startsWith('+ ')) mutants.add(`${file}\n${original}\n${line}`);
  }
  return mutants;
}

function tell(title, mutants) {
  if (mutants.length > 0) console.log(`${title}:\n\n${mutants.join('\n')}\n`);
}
