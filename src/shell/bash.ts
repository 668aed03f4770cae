import { allCommands, type CommandDescription } from './description.js';
import { LIST_COINS, nextWords, optionsWithValues, placeOf, valuesOf } from './values.js';

/** For bash 3.2 (as macOS has it) and later. Where nothing is offered, `-o default` completes paths. */
export function renderBash(program: CommandDescription): string {
  const commands = allCommands(program);
  const known = commands.slice(1).map((command) => `'${placeOf(command)}'`);
  const values = optionsWithValues(program).map((option) => {
    const completed = valuesOf(option);
    const offer =
      completed === 'coins'
        ? `words=$("\${COMP_WORDS[0]}" ${LIST_COINS} 2>/dev/null)`
        : typeof completed === 'object'
          ? `words='${completed.from.join(' ')}'`
          : completed === 'files'
            ? 'return'
            : 'compopt +o default 2>/dev/null; return'; // bash 3.2 has no compopt, and offers paths
    return `    ${option.names.join('|')}) ${offer} ;;`;
  });
  const next = commands.map((command) => `        '${placeOf(command)}') words='${nextWords(command).join(' ')}' ;;`);
  return `# Completion of crypto-bot in bash: put this into ~/.bashrc
#   source <(crypto-bot completion bash)
_crypto_bot() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} place= words= i
  COMPREPLY=()
  # bash takes --market=sample for three words
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
      ${known.join('|')}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  case $previous in
${values.join('\n')}
    *)
      case $place in
${next.join('\n')}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _crypto_bot crypto-bot
`;
}
