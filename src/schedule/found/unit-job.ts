import { quoteForShell } from '../../core/values/quoted.js';

/** What the service of this user's systemd starts, as a command of sh; null for a file that was not written by this program. */
export function commandOfService(text: string): string | null {
  const variables = [...text.matchAll(/^Environment=(".*")$/gm)].map(([, word = '']) => unquoted(word));
  const [, program, words] = /^ExecStart=\/usr\/bin\/env (".*?(?<!\\)") (.*)$/m.exec(text) ?? [];
  if (program === undefined || words === undefined) return null;
  const set = variables.map((variable) => {
    const at = variable.indexOf('=');
    return `${variable.slice(0, at)}=${quoteForShell(variable.slice(at + 1))}`;
  });
  return [...set, quoteForShell(unquoted(program).replaceAll('$$', '$')), words].join(' ');
}

/** A quoted word of a unit file: systemd.syntax(7). */
function unquoted(word: string): string {
  return word.slice(1, -1).replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%');
}
