/** What a terminal obeys and a reader does not see: control and format characters, half characters, and ends of lines. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text from outside for a table or a report: one line, without what cannot be seen, of at most so many characters. */
export function plainText(text: string, maxLength: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll(INVISIBLE, '').trim();
  const characters = [...line.slice(0, 2 * maxLength + 1)];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}

/** A text with every invisible character written as JSON escapes it, such as \u001b. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, escaped);
}

/** The colours that chalk makes for us: bold, dim, red, green and yellow, and their ends. */
const COLOR = '\\u001b\\[(?:1|2|22|31|32|33|39)m';
const UNPRINTABLE = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu;
const UNPRINTABLE_OR_COLOR = new RegExp(`${COLOR}|${UNPRINTABLE.source}`, 'gu');

/**
 * A whole output made fit for a terminal, whatever is in it: ends of lines and tabs stay, and colours where it may have
 * some; every other invisible character is escaped.
 */
export function printable(output: string, mayHaveColors: boolean): string {
  if (!mayHaveColors) return output.replaceAll(UNPRINTABLE, escaped);
  return output.replaceAll(UNPRINTABLE_OR_COLOR, (it) => (it.length > 2 ? it : escaped(it)));
}

/** A text of one line: its ends of lines escaped. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', '\\u000a');
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
