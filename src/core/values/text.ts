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

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
