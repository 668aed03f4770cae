import { filePath } from '../core/values/file-path.js';
import { CryptoBotError, usageError } from '../errors.js';
import type { Terminal } from '../runtime/terminal.js';
import { type SettingName, settings } from '../settings/settings.js';
import type { Context, ContextFlags } from './context.js';
import { type ExitCodes, ledgerExitCodes, type OwnExitCodes, usualExitCodes } from './exit-codes.js';
import { flag, type Input, option, type Typed } from './input.js';
import { settingOption } from './setting-option.js';

/** A name in the program's table of commands: a command, a group of others, or both. */
export interface Entry {
  readonly summary: string;
  /** The module of the command; none where the name alone is no command, such as config. */
  readonly load?: () => Promise<{ readonly command: Command }>;
  /** Of a name that is no command. */
  readonly examples?: readonly string[];
  readonly commands?: Readonly<Record<string, Entry>>;
  /** Only completion scripts use it: it is not listed, takes whatever else is typed, and is silent about any trouble. */
  readonly isHidden?: boolean;
}

/** A command: all that help, completion and the man page say of it, and what it does. */
export interface Command {
  readonly arguments: readonly Input<unknown>[];
  /** In the order of help. */
  readonly options: readonly Input<unknown>[];
  readonly examples: readonly string[];
  /** All that it can end with. */
  readonly exitCodes: ExitCodes;
  /** Reads what was typed, does it, and returns the exit code. Throws one usage or config error that lists every problem. */
  readonly run: (typed: TypedOf, host: Host) => Promise<number>;
}

/** What was typed for an input of the command. */
export type TypedOf = (input: Input<unknown>) => Typed;

/** What is there before any setting is read. */
export interface Host {
  readonly terminal: Terminal;
  /** Opens what most commands need. Throws a usage or config error that lists every problem. */
  open(flags: ContextFlags): Promise<Context>;
  /** All commands. */
  readonly program: Entry;
}

type Inputs = Readonly<Record<string, Input<unknown>>>;

/** The values of inputs, by the same names. */
type Given<Some> = { readonly [Name in keyof Some]: Some[Name] extends Input<infer Value> ? Value : never };

interface Spec<Arguments, Options, Surroundings> {
  /** By the names that they have in `run`; so are the options. */
  readonly arguments?: Arguments;
  readonly options?: Options;
  readonly examples: readonly string[];
  /** Those that not every command has, or that mean something of their own here; null for those that it never has. */
  readonly exitCodes?: OwnExitCodes;
  /** How values that are right one by one contradict each other, in words. */
  readonly check?: (given: Given<Arguments & Options>) => readonly string[];
  /** Returns the exit code. */
  readonly run: (surroundings: Surroundings, given: Given<Arguments & Options>) => Promise<number>;
}

interface SettingsSpec<Given> {
  /** The settings that have an option here, beside the ledger's place. */
  readonly settings?: readonly SettingName[];
  /** False for a command that does not open the ledger of the settings: then it has no option for its place. */
  readonly hasLedger?: boolean;
  /** The settings that are given by options of its own, as texts. */
  readonly settingsOf?: (given: Given) => Partial<Readonly<Record<SettingName, string>>>;
  /**
   * The settings that it uses, beside those that have an option here and those of the ledger's place, the log and the deadline.
   * What is wrong with another setting does not stop it. Left out: all. 'none': nothing that is wrong with settings stops it.
   */
  readonly uses?: readonly SettingName[] | 'none';
  /** Whether it works where all other settings than the ledger's place are wrong. */
  readonly needsOnlyLedger?: boolean;
  /** Whether it does not even write into the log. */
  readonly hasNoLog?: boolean;
  /** What it does where the settings cannot be read, and what was typed is right. Returns the exit code. */
  readonly runWithoutSettings?: (
    error: CryptoBotError,
    host: { readonly terminal: Terminal; readonly color: boolean },
    given: Given,
  ) => Promise<number>;
}

const config = option('--config <file>', 'the config file to read', filePath, { example: 'config.toml' });
const plain = flag('--no-color', 'no colours');
const verbose = flag('-v, --verbose', 'tell more, on stderr');

/** A command that reads the settings first: it gets all of them, and the values of its options and arguments. */
export function defineCommand<Arguments extends Inputs, Options extends Inputs>(
  spec: Spec<Arguments, Options, Context> & SettingsSpec<Given<Arguments & Options>>,
): Command {
  const inputsOfSettings = new Map((spec.settings ?? []).map((name) => [name, settingOption(name)]));
  const place = new Map(
    (spec.hasLedger === false ? [] : ['databaseUrl' as const]).map((name) => [name, settingOption(name)]),
  );
  const { read, ...described } = describe(spec, spec.hasLedger !== false);
  return {
    ...described,
    options: [...inputsOfSettings.values(), ...described.options, ...place.values(), config, plain, verbose],
    run: async (typed, host) => {
      const problems: string[] = [];
      const given = read(typed, problems);
      const said = [...inputsOfSettings, ...place].map(
        ([name, input]) => [name, input.read(typed(input), problems)] as const,
      );
      const texts: Partial<Record<SettingName, string>> = Object.fromEntries(said);
      const named = spec.settingsOf?.(given) ?? {};
      const twice = Object.keys(named).filter((name) => texts[name as SettingName] !== undefined);
      problems.push(...twice.map((name) => `--${name} and --param ${name}: give one of them, not both`));
      const opened = await openUnless(spec.runWithoutSettings !== undefined, said, host, {
        settings: { ...texts, ...named },
        config: config.read(typed(config), problems),
        color: typed(plain) !== true,
        uses: spec.uses === 'none' ? 'none' : spec.uses && [...spec.uses, ...inputsOfSettings.keys()],
        onlyLedger: spec.needsOnlyLedger === true,
        verbose: typed(verbose) === true,
        hasNoLog: spec.hasNoLog === true,
        problems,
      });
      if (!(opened instanceof CryptoBotError)) return spec.run(opened, given);
      const color = host.terminal.colorful && typed(plain) !== true;
      return spec.runWithoutSettings?.(opened, { terminal: host.terminal, color }, given) ?? 2;
    },
  };
}

/** Gives the error of settings that cannot be read to a command that works without them, if all that was typed is right. */
async function openUnless(
  worksWithout: boolean,
  said: readonly (readonly [SettingName, string | undefined])[],
  host: Host,
  flags: ContextFlags,
): Promise<Context | CryptoBotError> {
  const isRight =
    flags.problems?.length === 0 &&
    said.every(([name, text]) => text === undefined || settings[name].parse(text) !== undefined);
  try {
    return await host.open(flags);
  } catch (error) {
    if (worksWithout && isRight && error instanceof CryptoBotError && error.code === 'config') return error;
    throw error;
  }
}

/** A command that needs no settings, or reads them itself. It has none of the options of all others. */
export function defineBareCommand<Arguments extends Inputs, Options extends Inputs>(
  spec: Spec<Arguments, Options, Host>,
): Command {
  const { read, ...described } = describe(spec, false);
  return {
    ...described,
    run: async (typed, host) => {
      const problems: string[] = [];
      const given = read(typed, problems);
      if (problems.length > 0) throw usageError(problems.join('\n'));
      return spec.run(host, given);
    },
  };
}

function describe<Arguments extends Inputs, Options extends Inputs, Surroundings>(
  spec: Spec<Arguments, Options, Surroundings>,
  hasLedger: boolean,
) {
  const inputs = { ...spec.options, ...spec.arguments };
  // Each value is what the input of its name has read, which is what the type says.
  const typedAs = (values: Readonly<Record<string, unknown>>) => values as Given<Arguments & Options>;
  return {
    arguments: Object.values(spec.arguments ?? {}),
    options: Object.values(spec.options ?? {}),
    examples: spec.examples,
    exitCodes: exitCodesOf(hasLedger, spec.exitCodes),
    /** The values of what was typed, to be used only where it adds no problem. */
    read: (typed: TypedOf, problems: string[]) => {
      const values = Object.entries(inputs).map(([name, input]) => [name, input.read(typed(input), problems)]);
      const given = typedAs(Object.fromEntries(values));
      if (problems.length === 0) problems.push(...(spec.check?.(given) ?? []));
      return given;
    },
  };
}

function exitCodesOf(hasLedger: boolean, own: OwnExitCodes = {}): ExitCodes {
  const all = { ...usualExitCodes, ...(hasLedger && ledgerExitCodes), ...own };
  const possible = Object.entries(all).flatMap(([code, meaning]) => (meaning === null ? [] : [[code, meaning]]));
  return Object.fromEntries(possible);
}
