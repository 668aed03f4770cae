import { casesOf } from './cases.js';
import type { CommandDescription } from './description.js';
import { LIST_COINS, type Offers } from './values.js';

const offers: Offers = {
  from: (words) => `offer="$offer ${words.join(' ')}"`,
  coins: `offer=$("\${COMP_WORDS[0]}" ${LIST_COINS} "\${typed[@]:1}" 2>/dev/null)`,
  files: 'return', // and `-o default` completes paths
  none: ':',
};

/** For bash 3.2 (as macOS has it) and later. */
export function renderBash(program: CommandDescription): string {
  const { places, optionsWithValues, values, positions, options } = casesOf(program, offers);
  return `# Completion of crypto-bot in bash: put this into ~/.bashrc
#   source <(crypto-bot completion bash)
_crypto_bot() {
  local line=$COMP_LINE typed=() current place= count=0 option= offer= word i
  COMPREPLY=()
  # bash takes --db=file:ledger.db for five words
  for word in "\${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    if [[ \${#typed[@]} == 0 || $line == [[:blank:]]* ]]; then typed+=("$word"); else typed[\${#typed[@]}-1]+=$word; fi
    line=\${line#*"$word"}
  done
  current=\${typed[\${#typed[@]}-1]}
  unset "typed[\${#typed[@]}-1]"
  for ((i = 1; i < \${#typed[@]}; i++)); do
    word=\${typed[i]}
    [[ $word == '~/'* ]] && word=$HOME\${word:1}
    word=\${word//[\\\\\\"\\']/}
    typed[i]=$word
    if [[ $option ]]; then option=; continue; fi
    case $word in
      (${optionsWithValues}) option=$word ;;
      (-*) ;;
      (*)
        case "$place $word" in
          (${places}) place="$place $word" count=0 ;;
          (*) count=$((count + 1)) ;;
        esac ;;
    esac
  done
  case $current in (--*=*) option=\${current%%=*} current=\${current#*=} ;; esac
  case $option in
    ${values.join('\n    ')}
    ('')
      if [[ $current != -* ]]; then
        case "$place $count" in
          ${positions.join('\n          ')}
        esac
      fi
      case $place in
        ${options.join('\n        ')}
      esac ;;
  esac
  compopt +o default 2>/dev/null # bash 3.2 has no compopt, and offers paths where there is nothing else
  COMPREPLY=($(compgen -W "$offer" -- "$current"))
}
complete -o default -F _crypto_bot crypto-bot
`;
}
