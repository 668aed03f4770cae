/** A word of a command of sh, or an operator between words. */
export interface ShellWord {
  /** As it stands in the command. */
  readonly raw: string;
  /** Without its quotes; what sh would replace in it, such as $HOME, stays. */
  readonly text: string;
  readonly isOperator: boolean;
  /** Whether sh would run another command to know it. */
  readonly isComputed: boolean;
}

const WORD = /(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;&|<>()#]|(?<=\S)#)+/sy;
const OPERATOR = /(?:\d*(?:>>|<<|>&|<&|>|<)&?|&&|\|\||[;&|()])/y;

/** The words of a command up to its end or a comment. Null where a quote is not closed. */
export function shellWords(command: string): readonly ShellWord[] | null {
  const words: ShellWord[] = [];
  let at = 0;
  const take = (form: RegExp): string | null => {
    form.lastIndex = at;
    const raw = form.exec(command)?.[0] ?? null;
    at += raw?.length ?? 0;
    return raw;
  };
  for (;;) {
    take(/\s*/y);
    if (at >= command.length || command[at] === '#') return words;
    const operator = take(OPERATOR);
    const raw = operator ?? take(WORD);
    if (raw === null) return null;
    words.push({
      raw,
      text: unquoted(raw),
      isOperator: operator !== null,
      isComputed: /`|\$\(/.test(raw.replaceAll(/'[^']*'/g, '')),
    });
  }
}

function unquoted(raw: string): string {
  return raw.replaceAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs, (_, single, double, escaped) => {
    return single ?? double?.replaceAll(/\\([\\"$`])/g, '$1') ?? escaped;
  });
}
