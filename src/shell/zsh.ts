import { allCommands, type CommandDescription } from './description.js';
import { LIST_COINS, nextWords, optionsWithValues, placeOf, valuesOf } from './values.js';

/** Works as a file `_crypto-bot` in a folder of fpath, and sourced after compinit. */
export function renderZsh(program: CommandDescription): string {
  const commands = allCommands(program);
  const known = commands.slice(1).map((command) => `'${placeOf(command)}'`);
  const values = optionsWithValues(program).map((option) => {
    const completed = valuesOf(option);
    const offer =
      completed === 'coins'
        ? `compadd -- \${(f)"$(\${words[1]} ${LIST_COINS} 2>/dev/null)"}`
        : typeof completed === 'object'
          ? `compadd -- ${completed.from.join(' ')}`
          : completed === 'files'
            ? '_files'
            : ':';
    return `    (${option.names.join('|')}) ${offer}; return ;;`;
  });
  const next = commands.map((command) => `    ('${placeOf(command)}') compadd -- ${nextWords(command).join(' ')} ;;`);
  return `#compdef crypto-bot
# Completion of crypto-bot in zsh: put this into ~/.zshrc, after compinit
#   source <(crypto-bot completion zsh)
_crypto-bot() {
  local place= word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
      (${known.join('|')}) place="$place $word" ;;
    esac
  done
  case "\${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$place" in
${next.join('\n')}
  esac
}
if [[ "\${funcstack[1]}" == _crypto-bot ]]; then _crypto-bot "$@"; else compdef _crypto-bot crypto-bot; fi
`;
}
