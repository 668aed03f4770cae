import { Decimal, toExactString } from '../core/money.js';
import { nearest } from '../core/values/nearest.js';
import { storedDecimal } from '../core/values/numbers/decimal.js';
import { quoted } from '../core/values/quoted.js';
import { MOST_BYTES, readText } from '../runtime/read-text.js';
import type { Source } from './resolve.js';
import { isTable, readRuleSpecs } from './rules/rules-file.js';
import { eachSetting, type SettingName, settings } from './settings.js';

/**
 * Reads a TOML file as a source of settings; null when it is not there, which is a problem only for a file that was named.
 * Everything wrong with it is added to the problems of the setting that it is about, or of none.
 */
export async function readConfigFile(
  file: string,
  named: boolean,
  problemsOf: (name?: SettingName) => string[],
): Promise<Source | null> {
  const problems = problemsOf();
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    if (missing && !named) return null;
    const why = missing ? 'there is no such file' : (REASONS[code ?? ''] ?? code);
    problems.push(
      code === 'EFBIG'
        ? `the config file ${file} has more than ${MOST_BYTES} bytes: name a smaller one`
        : `the config file ${file} cannot be read (${why}): check its path and permissions`,
    );
    return null;
  }
  const { parse, TomlError } = await import('smol-toml');
  try {
    return asSource(file, parse(text), writtenNumbers(text), problemsOf);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ''] = error.message.replace('Invalid TOML document: ', '').split('\n');
    const advice = what.includes('already defined') ? ADVICE : '';
    problems.push(`the config file ${file} is not TOML: ${what} (line ${error.line}, column ${error.column})${advice}`);
    return null;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENODATA: 'it is a pipe, and nothing came through it',
};

/** Such as caps.day = 25 above [caps]. */
const ADVICE = ': write a table such as [caps] once, with all its keys, and no caps.day outside of it';

function asSource(
  file: string,
  document: Record<string, unknown>,
  written: readonly Decimal[],
  problemsOf: (name?: SettingName) => string[],
): Source {
  const names = new Map<string, SettingName>(eachSetting().map(([name, { key }]) => [key, name]));
  const lists = new Set(eachSetting().flatMap(([name, { isList }]) => (isList ? name : [])));
  const switches = new Set(eachSetting().flatMap(([name, { choices }]) => (choices?.includes('true') ? name : [])));
  const tables = eachSetting().filter(([, { isTable }]) => isTable);
  const sections = new Set([...names.keys()].flatMap((key) => key.match(/^.+(?=\.)/)?.[0] ?? []));
  const texts: Source['texts'] = {};
  const { strategies, ...table } = document;
  const readNumber = (name: SettingName) => (value: number | bigint, where: string) => {
    const number = new Decimal(String(value));
    if (!written.some((it) => it.equals(number)))
      problemsOf(name).push(`${where} must be written in plain digits; with more than 15 of them put it in quotes`);
    return toExactString(number);
  };
  const rules = readRuleSpecs(strategies, file, readNumber('strategy'), problemsOf('strategy'));
  for (const [key, value] of flatten(table)) {
    const name = names.get(key);
    const [own, of] = tables.find(([, table]) => key.startsWith(`${table.key}.`)) ?? [];
    if (own && of && isPlainText(value)) {
      const entry = `${key.slice(of.key.length + 1)}=${value}`;
      texts[own] = { name: of.key, text: [texts[own]?.text, entry].filter(Boolean).join(',') };
    } else if (!name && sections.has(key)) {
      if (isListOfTables(value))
        problemsOf().push(`[[${key}]] in ${file} is a list: there is one ${key} only, such as [${key}]`);
      else if (!isTable(value))
        problemsOf().push(`${key} in ${file}: expected a table, [${key}] with its settings below it`);
    } else if (!name) problemsOf().push(`${quoted(key)} in ${file} is no setting${nearest(key, [...names.keys()])}`);
    else if (isEmptyList(value) && settings[name].unset === 'none') continue;
    else if (lists.has(name) && Array.isArray(value) && value.every(isPlainText))
      texts[name] = { name: key, text: value.join(',') };
    else if (typeof value === 'string' || (typeof value === 'boolean' && switches.has(name)))
      texts[name] = { name: key, text: `${value}` };
    else if (typeof value === 'number' || typeof value === 'bigint')
      texts[name] = { name: key, text: readNumber(name)(value, `${key} in ${file}`) };
    else
      problemsOf(name).push(
        `${key} in ${file}: expected ${lists.has(name) ? 'a list of texts' : 'a text or a number'}`,
      );
  }
  return { where: file, texts, rules };
}

/**
 * The plain decimal numbers in a text. TOML knows others, and its numbers are floats: one that was written with an exponent,
 * in hexadecimal, with underscores, or with more digits than a float holds is not among them as it was read.
 */
function writtenNumbers(text: string): Decimal[] {
  const plain = /(?<![\w.+-])-?\d+(\.\d+)?(?![\w.])/g;
  return [...text.matchAll(plain)].flatMap(([number]) => storedDecimal.parse(number) ?? []);
}

/** Deeper than any setting, and not so deep that reading it could end the program. */
const MOST_DEPTH = 10;

/** `{a: {b: 1}}` as `["a.b", 1]`. An empty table stays, so that a misspelt name is seen, and so does one that is too deep. */
function flatten(table: Record<string, unknown>, path: readonly string[] = []): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]): [string, unknown][] => {
    const own = [...path, key];
    const isLeaf = !isTable(value) || Object.keys(value).length === 0 || own.length === MOST_DEPTH;
    return isLeaf ? [[own.join('.'), value]] : flatten(value, own);
  });
}

/** What `[[a]]` gives, written once or several times. */
function isListOfTables(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A text with a comma would be read as two items. */
function isPlainText(item: unknown): item is string {
  return typeof item === 'string' && !item.includes(',');
}
