import type { CommandDescription, OptionDescription, ValueDescription } from '../shell/description.js';
import type { Entry } from './command.js';
import { flag, type Input } from './input.js';

const help = flag('-h, --help', 'print this help');
const version = flag('--version', 'print the version');

/** Describes a name of the program and all below it, but those that are hidden. Loads every command. */
export async function describe(entry: Entry, words: readonly string[] = []): Promise<CommandDescription> {
  const { summary, load, commands = {}, examples = [] } = entry;
  const own = (await load?.())?.command;
  const listed = Object.entries(commands).filter(([, { isHidden }]) => !isHidden);
  const below = await Promise.all(listed.map(([name, it]) => describe(it, [...words, name])));
  const options = [...(words.length === 0 ? [version] : []), ...(own?.options ?? []), help];
  const usage = [
    '[options]',
    ...(below.length > 0 ? ['[command]'] : []),
    ...(own?.arguments ?? []).map((it) => it.usage),
  ];
  return {
    words,
    usage: usage.join(' '),
    summary,
    arguments: (own?.arguments ?? []).map(describeValue),
    options: options.map(describeOption),
    examples: own?.examples ?? examples,
    commands: below,
  };
}

function describeOption(input: Input<unknown>): OptionDescription {
  return {
    names: input.usage.match(/(?<=^|, )-[\w-]+/g) ?? [],
    summary: input.summary,
    value: /[<[]/.test(input.usage) ? describeValue(input) : null,
  };
}

/** "n" of "<n>" or "--limit <n>", "file" of "<file...>". */
function describeValue({ usage, offers }: Input<unknown>): ValueDescription {
  return { name: /[<[](.*?)(?:\.\.\.)?[>\]]/.exec(usage)?.[1] ?? '', choices: offers };
}
