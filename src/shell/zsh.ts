import { casesOf } from './cases.js';
import type { CommandDescription } from './description.js';
import { LIST_COINS, type Offers } from './values.js';

const offers: Offers = {
  from: (words) => `compadd -- ${words.join(' ')}`,
  coins: `compadd -- \${(f)"$(\${words[1]} ${LIST_COINS} "\${typed[@]}" 2>/dev/null)"}`,
  files: '_files; return',
  none: ':',
};

/** Works as a file `_crypto-bot` in a folder of fpath, and sourced after compinit. */
export function renderZsh(program: CommandDescription): string {
  const { places, optionsWithValues, values, positions, options } = casesOf(program, offers);
  return `#compdef crypto-bot
# Completion of crypto-bot in zsh: put this into ~/.zshrc, after compinit
#   source <(crypto-bot completion zsh)
_crypto-bot() {
  local current="$PREFIX" place= option= word
  local -a typed
  integer count=0
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ "$word" == '~/'* ]] && word="$HOME\${word#\\~}"
    word="\${(Q)word}"
    typed+=("$word")
    if [[ -n "$option" ]]; then option=; continue; fi
    case "$word" in
      (${optionsWithValues}) option="$word" ;;
      (-*) ;;
      (*)
        case "$place $word" in
          (${places}) place="$place $word" count=0 ;;
          (*) count+=1 ;;
        esac ;;
    esac
  done
  if [[ "$current" == --*=* ]]; then option="\${current%%=*}"; compset -P 1 '*='; fi
  case "$option" in
    ${values.join('\n    ')}
    ('')
      if [[ "$current" != -* ]]; then
        case "$place $count" in
          ${positions.join('\n          ')}
        esac
      fi
      case "$place" in
        ${options.join('\n        ')}
      esac ;;
  esac
}
if [[ "\${funcstack[1]}" == _crypto-bot ]]; then _crypto-bot "$@"; else compdef _crypto-bot crypto-bot; fi
`;
}
