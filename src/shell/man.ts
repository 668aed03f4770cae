import { allCommands, type CommandDescription, type OptionDescription } from './description.js';

/** What the man page says beside what the command line says of itself. */
export interface ManPage {
  readonly version: string;
  /** What each means, by number. */
  readonly exitCodes: Readonly<Record<number, string>>;
  readonly settings: readonly Explained[];
  readonly variables: readonly Explained[];
  readonly files: readonly Explained[];
}

/** A setting, a variable of the environment or a file. */
interface Explained {
  readonly name: string;
  readonly meaning: string;
}

/** The man page, in the macros of man(7). */
export function renderMan(
  program: CommandDescription,
  { version, exitCodes, settings, variables, files }: ManPage,
): string {
  const commands = allCommands(program).slice(1);
  return [
    `.TH CRYPTO-BOT 1 "" "crypto-bot ${version}" "User Commands"`,
    '.SH NAME',
    `crypto-bot \\- ${roff(program.summary)}`,
    '.SH SYNOPSIS',
    `.B crypto-bot\n${roff(program.usage)}`,
    '.SH OPTIONS',
    ...program.options.map(renderOption),
    '.SH COMMANDS',
    ...commands.flatMap(renderCommand),
    '.SH SETTINGS',
    'In the config file, in TOML, or in the environment.',
    ...settings.flatMap(renderExplained),
    '.SH ENVIRONMENT',
    ...variables.flatMap(renderExplained),
    '.SH FILES',
    ...files.flatMap(renderExplained),
    '.SH EXIT STATUS',
    ...Object.entries(exitCodes).flatMap(([name, meaning]) => renderExplained({ name, meaning })),
    '.SH EXAMPLES',
    ...renderExamples(program.examples),
    '',
  ].join('\n');
}

function renderCommand({ words, usage, summary, options, examples }: CommandDescription): string[] {
  const shown = examples.length === 0 ? [] : ['.P', 'Examples:', ...renderExamples(examples)];
  return [
    `.SS ${roff(`crypto-bot ${words.join(' ')} ${usage}`)}`,
    roff(summary),
    ...options.map(renderOption),
    ...shown,
  ];
}

function renderExplained({ name, meaning }: Explained): string[] {
  return ['.TP', `.B ${roff(name)}`, roff(meaning)];
}

function renderExamples(examples: readonly string[]): string[] {
  return ['.P', '.nf', ...examples.map(roff), '.fi'];
}

function renderOption({ names, value, summary }: OptionDescription): string {
  const shown = names.map((name) => `\\fB${roff(name)}\\fR`).join(', ');
  return `.TP\n${shown}${value === null ? '' : ` \\fI${roff(value.name)}\\fR`}\n${roff(summary)}`;
}

/** A text as it is: a dash is a hyphen unless it is escaped, a line must not begin with a dot or a quote, and all is ASCII. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replaceAll(/[^\n -~]/gu, (letter) => `\\[u${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`);
}
