import { BEGIN, END } from './crontab.js';

/** A crontab, cut at our own lines: put together again it is the same, byte for byte. */
export interface CutCrontab {
  readonly before: string;
  /** From the first marker to the second, with its newline; null where there is none. */
  readonly block: string | null;
  readonly after: string;
}

/** Why a crontab cannot be cut: the lines that are not as they were made, with their numbers. */
interface Unclear {
  readonly unclear: readonly string[];
}

/**
 * Finds our own lines, which stand between two markers. It is unclear which lines are ours where a line only looks like a
 * marker, where a marker has no second one, where there are two pairs, and where anything but comments and one command stands
 * between them. Then nobody but its owner may change the crontab.
 */
export function cutCrontab(text: string): CutCrontab | Unclear {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const marks = lines.flatMap((line, index) => (looksLikeMarker(line) ? [index] : []));
  const [first, last] = marks;
  if (first === undefined) return { before: text, block: null, after: '' };

  const inner = last === undefined ? [] : lines.slice(first + 1, last);
  const isPair =
    marks.length === 2 && lines[first] === `${BEGIN}\n` && last !== undefined && lines[last]?.trimEnd() === END;
  if (!isPair || inner.filter((line) => !/^\s*(#|$)/.test(line)).length > 1) {
    const shown = isPair ? lines.map((_, index) => index).slice(first, last + 1) : marks;
    return { unclear: shown.map((index) => `${index + 1}: ${lines[index]?.trimEnd()}`) };
  }
  return {
    before: lines.slice(0, first).join(''),
    block: lines.slice(first, last + 1).join(''),
    after: lines.slice(last + 1).join(''),
  };
}

function looksLikeMarker(line: string): boolean {
  return /^\s*#\s*crypto-bot\s*:\s*(begin|end)\b/i.test(line);
}

/** The crontab with these lines in the place of ours, or at its end. */
export function withBlock({ before, block, after }: CutCrontab, lines: string): string {
  const gap = block === null && before !== '' && !before.endsWith('\n') ? '\n' : '';
  return `${before}${gap}${lines}${after}`;
}

/** The command of our lines, as sh gets it from cron; null where there is none. */
export function commandIn(block: string): string | null {
  const line = block.split('\n').find((it) => !/^\s*(#|$)/.test(it));
  const command = /^\s*(?:\S+\s+){5}(.*)$/.exec(line ?? '')?.[1];
  return command?.replaceAll('\\%', '%') ?? null;
}
