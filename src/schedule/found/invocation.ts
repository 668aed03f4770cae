import { type ShellWord, shellWords } from './shell-words.js';

/** A command of a scheduler that starts a run of this program. */
export interface Invocation {
  /** The part of it, for sh, that decides which program is started and how; null where the command does more than that. */
  readonly start: string | null;
  /** The options of the run, for sh, that say which ledger and which settings it has. */
  readonly ledgerOptions: string;
  /** What it is told with --once-per; null where that is not said. */
  readonly oncePer: string | null;
}

const PROGRAM = /(^|\/)crypto-bot(\.js)?$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** Programs that may stand before ours and change nothing here, each with its own options and their values. */
const wrappers: Readonly<Record<string, RegExp>> = {
  env: /^$/,
  exec: /^$/,
  chronic: /^$/,
  nice: /^(-.*|\d+)$/,
  ionice: /^(-.*|\d+)$/,
  timeout: /^(-.*|[\d.]+[smhd]?)$/,
  flock: /^(-.*|\/.*|\d+)$/,
};

/** Programs that start ours: they stay in the command. */
const STARTER = /(^|\/)(node|npx)$/;

/** Takes a command apart; null for one that starts no run of this program. */
export function readInvocation(command: string): Invocation | null {
  const words = shellWords(command);
  if (!words) return null;
  const at = words.findIndex(({ text }, index) => PROGRAM.test(text) && words[index + 1]?.text === 'run');
  if (at < 0) return null;
  const behind = words.slice(at + 2);
  const end = behind.findIndex(({ isOperator }) => isOperator);
  const own = end < 0 ? behind : behind.slice(0, end);
  return {
    start: startOf(words.slice(0, at + 1)),
    ledgerOptions: [...optionOf('--db', own), ...optionOf('--config', own)].map(({ raw }) => raw).join(' '),
    oncePer: optionOf('--once-per', own).at(-1)?.text.replace('--once-per=', '') ?? null,
  };
}

/** The folder that is changed to, the variables that are set, and the program. */
function startOf(words: readonly ShellWord[]): string | null {
  if (words.some(({ isComputed }) => isComputed)) return null;
  const [first, folder, then] = words;
  const goes = first?.text === 'cd' && folder !== undefined && (then?.raw === '&&' || then?.raw === ';');
  const kept: string[] = goes ? [`cd ${folder.raw} &&`] : [];
  let skipped = /^$/;
  for (const { raw, text, isOperator } of words.slice(goes ? 3 : 0)) {
    if (isOperator) return null;
    const wrapper = wrappers[text.replace(/^\/(usr\/)?bin\//, '')];
    if (PROGRAM.test(text) || ASSIGNMENT.test(raw) || STARTER.test(text)) kept.push(raw);
    else if (wrapper) skipped = wrapper;
    else if (!skipped.test(text)) return null;
  }
  return kept.join(' ');
}

/** The words of an option: its name and its value, or both in one. */
function optionOf(name: string, words: readonly ShellWord[]): readonly ShellWord[] {
  const at = words.findLastIndex(({ text }) => text === name || text.startsWith(`${name}=`));
  return at < 0 ? [] : words.slice(at, words[at]?.text === name ? at + 2 : at + 1);
}
