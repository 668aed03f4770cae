import { toLines } from './format/lines.js';
import { wrap } from './format/wrap.js';

const TEXT = 7;
const MEANING = 14;

/** A man page of ours as it is read at a terminal: its macros are those of src/shell/man.ts. */
export function renderManText(page: string, columns: number): string {
  const lines: string[] = [];
  const add = (text: string, indent: number) =>
    lines.push(...wrap(plain(text), columns - indent).map((line) => ' '.repeat(indent) + line));
  let indent = TEXT;
  let isTerm = false;
  let isAsWritten = false;
  for (const line of page.trimEnd().split('\n')) {
    const [, macro, text = ''] = /^\.(\w+) ?(.*)$/.exec(line) ?? [];
    if (macro === 'SH' || macro === 'SS') {
      indent = TEXT;
      lines.push('', ' '.repeat(macro === 'SH' ? 0 : 3) + plain(text));
    } else if (macro === 'nf' || macro === 'fi') isAsWritten = macro === 'nf';
    else if (macro === 'P') {
      indent = TEXT;
      lines.push('');
    } else if (macro === 'TP') isTerm = true;
    else if (macro === 'TH') lines.push(plain(text.replaceAll('"', '')));
    else if (isAsWritten) lines.push(' '.repeat(indent) + plain(line));
    else if (isTerm) {
      add(macro === 'B' ? text : line, TEXT);
      isTerm = false;
      indent = MEANING;
    } else add(macro === 'B' ? text : line, indent);
  }
  return toLines(lines);
}

function plain(text: string): string {
  return text
    .replaceAll(/\\f[BIR]|\\&/g, '')
    .replaceAll(/\\\[u([0-9A-F]+)\]/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('\\-', '-')
    .replaceAll('\\e', '\\');
}
