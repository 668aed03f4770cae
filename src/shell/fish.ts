import { allCommands, type CommandDescription, type OptionDescription } from './description.js';
import { LIST_COINS, valuesOf } from './values.js';

export function renderFish(program: CommandDescription): string {
  const lines = allCommands(program).flatMap((command) => {
    const here = condition(command.words);
    const below = command.commands.map(({ words, summary }) => line(here, `-a ${words.at(-1)}`, summary));
    return [...below, ...command.options.map((option) => optionLine(here, option))];
  });
  return `# Completion of crypto-bot in fish
#   crypto-bot completion fish > ~/.config/fish/completions/crypto-bot.fish
complete -c crypto-bot -f
${line(condition(['completion']), "-a 'bash zsh fish'", 'the shell')}
${lines.join('\n')}
`;
}

function optionLine(here: string, option: OptionDescription): string {
  const names = option.names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return line(here, [...names, completedBy(option)].filter((part) => part !== '').join(' '), option.summary);
}

function completedBy(option: OptionDescription): string {
  if (option.value === null) return '';
  const values = valuesOf(option);
  if (values === 'files') return '-r -F';
  if (values === 'none') return '-x';
  return `-x -a '${values === 'coins' ? `(crypto-bot ${LIST_COINS} 2>/dev/null)` : values.from.join(' ')}'`;
}

/** Holds when the words of a command have been typed; the program's own, when none has. */
function condition(words: readonly string[]): string {
  if (words.length === 0) return '__fish_use_subcommand';
  return words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
}

function line(here: string, what: string, summary: string): string {
  return `complete -c crypto-bot -n '${here}' ${what} -d '${summary.replaceAll(/[\\']/g, '\\$&')}'`;
}
