import { allCommands, type CommandDescription, type OptionDescription } from './description.js';
import { LIST_COINS, type Offers, offerOf, placeOf, valuesByOption } from './values.js';

const offers: Offers = {
  from: (words) => `-x -a '${words.join(' ')}'`,
  coins: `-x -a '(__crypto_bot_coins)'`,
  files: '-r -F',
  none: '-x',
};

export function renderFish(program: CommandDescription): string {
  const commands = allCommands(program);
  const known = commands.slice(1).map((command) => `'${placeOf(command)}'`);
  const withValues = valuesByOption(program).flatMap(([names]) => names);
  return `# Completion of crypto-bot in fish
#   crypto-bot completion fish > ~/.config/fish/completions/crypto-bot.fish

function __crypto_bot_typed
    string replace -r '^~/' "$HOME/" -- (commandline -opc)[2..-1]
end

# Holds after the words of a command; with a number, where so many arguments have been typed after them.
function __crypto_bot_at
    set -l place ''
    set -l count 0
    set -l option ''
    for word in (__crypto_bot_typed)
        if test -n "$option"
            set option ''
        else if contains -- $word ${withValues.join(' ')}
            set option $word
        else if contains -- "$place $word" ${known.join(' ')}
            set place "$place $word"
            set count 0
        else if not string match -q -- '-*' $word
            set count (math $count + 1)
        end
    end
    test "$place" = "$argv[1]"; and contains -- "$argv[2]" '' $count
end

function __crypto_bot_coins
    crypto-bot ${LIST_COINS} (__crypto_bot_typed) 2>/dev/null
end

complete -c crypto-bot -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf(command: CommandDescription): string[] {
  const place = `'${placeOf(command)}'`;
  const below = command.commands.map(({ words, summary }) => line(`${place} 0`, `-a ${words.at(-1)}`, summary));
  const positions = command.arguments.map((value, index) =>
    line(`${place} ${index}`, offerOf(value, offers), value.name),
  );
  return [...below, ...positions, ...command.options.map((option) => optionLine(place, option))];
}

function optionLine(place: string, { names, value, summary }: OptionDescription): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return line(place, [...flags, ...(value ? [offerOf(value, offers)] : [])].join(' '), summary);
}

function line(at: string, what: string, summary: string): string {
  return `complete -c crypto-bot -n "__crypto_bot_at ${at}" ${what} -d '${summary.replaceAll(/[\\']/g, '\\$&')}'`;
}
