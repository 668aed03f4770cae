const ELLIPSIS = '…';

/** Cuts a text that may be wider than some columns of a terminal, between characters, and marks the cut with "…". */
export function shorten(text: string, columns: number): string {
  const characters = Array.from(text, (character) => ({ character, width: widthAtMost(character) }));
  if (characters.reduce((total, { width }) => total + width, 0) <= columns) return text;
  let left = columns - ELLIPSIS.length;
  const fitting = characters.findIndex(({ width }) => {
    left -= width;
    return left < 0;
  });
  const kept = characters.slice(0, fitting).map(({ character }) => character);
  return `${kept.join('').trimEnd()}${ELLIPSIS}`;
}

/** How many columns a character may take. What is not known to be narrow counts as wide: a text may be cut early, never late. */
function widthAtMost(character: string): number {
  if (/[\u0300-\u036f]/.test(character)) return 0;
  return character >= '\u1100' || /\p{Extended_Pictographic}/u.test(character) ? 2 : 1;
}
