/** A text after a label: where it is too wide it goes on below itself, not below the label. `shown` is the label with its colours. */
export function hang(label: string, text: string, columns: number, shown = label): string[] {
  const lines = wrap(text, columns - label.length);
  return lines.map((line, index) => (index === 0 ? shown : ' '.repeat(label.length)) + line);
}

/** Breaks a text into lines at its spaces, each no wider than some columns unless one word is. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
