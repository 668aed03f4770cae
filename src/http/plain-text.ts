/** A stranger's text made fit for a terminal, a log and a table: one line, no control or format characters, bounded. */
export function plainText(text: string, maxLength: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll(/\p{C}/gu, '').trim();
  const characters = [...line.slice(0, 2 * maxLength + 1)];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}
