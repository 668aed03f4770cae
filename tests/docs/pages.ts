import { readdirSync, readFileSync } from 'node:fs';

/** The pages for people, by path from the root. */
export const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((it) =>
  it.endsWith('.md'),
);

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The number of its first line in the page. */
  readonly line: number;
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; lines: string[]; line: number } | null = null;
  for (const [index, line] of readFileSync(page, 'utf8').split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (open) {
      blocks.push({ ...open, text: open.lines.join('\n') });
      open = null;
    } else open = { language: fence[1] ?? '', lines: [], line: index + 2 };
  }
  return blocks;
}
