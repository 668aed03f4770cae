import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../src/config.js';
import { combinations, strategyKinds } from '../../src/core/strategies/index.js';
import { CryptoBotError } from '../../src/errors.js';
import { temporaryFolder } from '../support/program.js';

/** Reads a configuration as the program does; flags by the names of their settings. */
async function read(toml = '', flags: Record<string, string> = {}, env: Record<string, string> = {}): Promise<Config> {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'config.toml'), toml);
  return readConfig({ settings: flags }, { ...env, CRYPTO_BOT_HOME: home });
}

/** What is wrong with a configuration, line by line. */
async function problemsOf(toml: string, flags: Record<string, string> = {}, env: Record<string, string> = {}) {
  const error = await read(toml, flags, env).catch((error: unknown) => error);
  if (!(error instanceof CryptoBotError)) throw error;
  return error.message
    .replaceAll(/\S+\/config\.toml/g, 'FILE')
    .split('\n  ')
    .slice(1);
}

describe('the strategy that is chosen', () => {
  it('is below-average over 10 days unless something else is said', async () => {
    const { rule, rules } = await read();
    expect(rule).toMatchObject({
      name: 'below-average',
      parameters: { window: '10', margin: '0', strength_span: '20' },
    });
    expect(rules).toEqual([]);
  });

  it.each<[string, string, Record<string, string>, Record<string, string>, string, Record<string, string>]>([
    ['a flag', '', { params: 'window=20,margin=1.50' }, {}, 'below-average', { window: '20', margin: '1.5' }],
    [
      'the environment',
      '',
      {},
      { CRYPTO_BOT_PARAMS: 'window=20, margin=1' },
      'below-average',
      { window: '20', margin: '1' },
    ],
    ['the file', 'params = "window=20"', {}, {}, 'below-average', { window: '20' }],
    [
      'a flag before the environment',
      '',
      { params: 'window=20' },
      { CRYPTO_BOT_PARAMS: 'window=30' },
      'below-average',
      { window: '20' },
    ],
    [
      'a table named like the kind',
      '[strategies.below-average]\nwindow = 15\nmargin = 0.5',
      {},
      {},
      'below-average',
      { window: '15', margin: '0.5' },
    ],
    [
      'a flag before the table',
      '[strategies.below-average]\nwindow = 15\nmargin = 2',
      { params: 'window=20' },
      {},
      'below-average',
      { window: '20', margin: '2' },
    ],
    [
      'a rule of a name of its own',
      'strategy = "calm"\n[strategies.calm]\nkind = "rsi"\nbelow = "25"',
      {},
      {},
      'calm',
      { kind: 'rsi', period: '14', below: '25' },
    ],
    [
      'a flag before the rule',
      '[strategies.calm]\nkind = "rsi"\nbelow = 25',
      { strategy: 'calm', params: 'below=20' },
      {},
      'calm',
      { below: '20' },
    ],
    [
      'a required parameter',
      '',
      { strategy: 'value-averaging', params: 'start=2026-01-31' },
      {},
      'value-averaging',
      { growth: '10', start: '2026-01-31' },
    ],
  ])('has its parameters from %s', async (_, toml, flags, env, name, parameters) => {
    const { rule } = await read(toml, flags, env);
    expect(rule).toMatchObject({ name, parameters });
  });

  it('may be made of others, nested', async () => {
    const { rule, rules } = await read(`
      strategy = "careful"
      [strategies.careful]
      kind = "all-of"
      of = ["either", "calm"]
      [strategies.either]
      kind = "any-of"
      of = ["dip", "drawdown"]
      [strategies.calm]
      kind = "rsi"
      period = 5
    `);
    expect(rule.midnights).toBe(50);
    expect(rule.parameters).toMatchObject({
      kind: 'all-of',
      of: 'either,calm',
      'either.of': 'dip,drawdown',
      'calm.period': '5',
    });
    expect(rules.map(({ name }) => name)).toEqual(['careful', 'either', 'calm']);
  });
});

describe('what is wrong with a rule', () => {
  it('is all told at once, with all else that is wrong', async () => {
    const toml = `
      top = 0
      strategy = "my-rule"
      [strategies.my-rule]
      kind = "all-of"
      of = ["dpi", "calm", "dip"]
      [strategies.calm]
      kind = "rsi"
      below = 101
      peroid = 3
      [strategies.dip]
      threshold = true
      [strategies.low]
      kind = "drawdwon"
      [strategies.nothing]
      window = 3
      [strategies."My Rule"]
      kind = "dca"
    `;
    expect(
      await problemsOf(toml, { params: 'window=20' }, { CRYPTO_BOT_SIZING_MAX_MULTIPLIER: '0.5' }),
    ).toMatchInlineSnapshot(`
      [
        "strategies.dip.threshold in FILE: expected a text or a number",
        "strategies.low.kind in FILE is "drawdwon", but expected one of below-average, dip, dca, rsi, drawdown, value-averaging, all-of, any-of, did you mean drawdown?",
        "strategies.nothing in FILE needs its kind, one of below-average, dip, dca, rsi, drawdown, value-averaging, all-of, any-of, such as kind = "rsi"",
        ""My Rule" in strategies in FILE: expected a name of at most 50 small letters, digits and dashes, such as my-rule",
        "top in FILE is "0", but expected a whole number from 1 to 250, such as 3",
        "CRYPTO_BOT_SIZING_MAX_MULTIPLIER in the environment is "0.5", but expected a decimal number from 1 to 100, such as 3",
        "strategies.my-rule in FILE: its part "dpi" is no strategy, did you mean dip?",
        "strategies.calm.peroid in FILE: rsi has no parameter peroid, did you mean period?",
        "strategies.calm.below in FILE is "101", but expected a decimal number from 1 to 100, with at most 18 digits after the point, no exponent and no comma, such as 30",
        "the parameter window in the command line: all-of has no parameter window; its parts have theirs, each in its own table",
      ]
    `);
  });

  const wrong: readonly [what: string, toml: string, flags: Record<string, string>][] = [
    ['an unknown strategy', '', { strategy: 'below-avarage' }],
    ['a combination without parts', '[strategies.x]\nkind = "all-of"\nof = []', {}],
    ['parts that are no list', '[strategies.x]\nkind = "any-of"\nof = "dip"', {}],
    ['a part twice', '[strategies.x]\nkind = "any-of"\nof = ["dip", "dip"]', {}],
    ['parts of what has none', '[strategies.x]\nkind = "dca"\nof = ["dip"]', {}],
    ['parameters of a combination', '[strategies.x]\nkind = "any-of"\nof = ["dip"]\nthreshold = 3', {}],
    ['a combination that contains itself', '[strategies.x]\nkind = "any-of"\nof = ["dip", "x"]', {}],
    [
      'one that does so through others',
      '[strategies.b]\nkind = "any-of"\nof = ["c"]\n[strategies.c]\nkind = "all-of"\nof = ["dip", "a"]\n[strategies.a]\nkind = "all-of"\nof = ["b"]',
      {},
    ],
    ['a name that belongs to another kind', '[strategies.dip]\nkind = "rsi"', {}],
    ['a key that is no name', '[strategies.x]\nkind = "dca"\n"\\u001b[31m" = 3', {}],
    ['a key that every object has', '[strategies.x]\nkind = "dca"\n__proto__ = 3\nconstructor = 4', {}],
    ['a rule that is no table', '[strategies]\nx = 3', {}],
    ['strategies that are no tables', 'strategies = 3', {}],
    ['a parameter out of bounds', '', { params: 'window=1,margin=99.1' }],
    ['a parameter of another form', '', { params: 'window=10.5,margin=1e1' }],
    ['a parameter with too many digits', '', { params: 'margin=0.1234567890123456789' }],
    ['a parameter without a value', '', { params: 'window' }],
    ['a parameter twice', '', { params: 'window=10,window=20' }],
    ['a comma for a point', '', { params: 'margin=1,5' }],
    ['parameters for what has none', '', { strategy: 'dca', params: 'window=10' }],
    ['a parameter that must be given', '', { strategy: 'value-averaging' }],
    ['a day that is none', '', { strategy: 'value-averaging', params: 'start=2026-02-30' }],
    ['a time for a day', '', { strategy: 'value-averaging', params: 'start=2026-02-20T12:00:00Z' }],
    [
      'weights of nothing',
      '[strategies.dip]\nrange_weight=0\nchange_weight=0\nmarket_cap_weight=0\naverage_weight=0',
      {},
    ],
    ['a quantity finer than the step', '', { quantity: '1.123456789' }],
  ];

  it('is told with its name, its place and what was expected', async () => {
    const told = wrong.map(async ([what, toml, flags]) => [what, await problemsOf(toml, flags)] as const);
    expect(Object.fromEntries(await Promise.all(told))).toMatchInlineSnapshot(`
      {
        "a combination that contains itself": [
          "strategies.x in FILE contains itself: x > x",
        ],
        "a combination without parts": [
          "strategies.x.of in FILE: expected a list of names of strategies, such as of = ["dip", "rsi"]",
        ],
        "a comma for a point": [
          "--param in the command line is "margin=1,5", but expected NAME=VALUE, more of them after commas, none twice, such as window=20,margin=1",
        ],
        "a day that is none": [
          "the parameter start in the command line is "2026-02-30", but expected a UTC day, such as 2026-11-22",
        ],
        "a key that every object has": [
          "strategies.x.__proto__ in FILE: dca has no parameter __proto__, nor any other",
          "strategies.x.constructor in FILE: dca has no parameter constructor, nor any other",
        ],
        "a key that is no name": [
          "strategies.x."\\u001b[31m" in FILE: expected the name of a parameter",
        ],
        "a name that belongs to another kind": [
          "strategies.dip in FILE is of the kind rsi: give it a name that is not the one of another kind",
        ],
        "a parameter of another form": [
          "the parameter window in the command line is "10.5", but expected a whole number from 2 to 366, such as 10",
          "the parameter margin in the command line is "1e1", but expected a decimal number from 0 to 99, with at most 18 digits after the point, no exponent and no comma, such as 0",
        ],
        "a parameter out of bounds": [
          "the parameter window in the command line is "1", but expected a whole number from 2 to 366, such as 10",
          "the parameter margin in the command line is "99.1", but expected a decimal number from 0 to 99, with at most 18 digits after the point, no exponent and no comma, such as 0",
        ],
        "a parameter that must be given": [
          "the strategy value-averaging needs its parameter start, a UTC day, such as start=2026-11-22",
        ],
        "a parameter twice": [
          "--param in the command line is "window=10,window=20", but expected NAME=VALUE, more of them after commas, none twice, such as window=20,margin=1",
        ],
        "a parameter with too many digits": [
          "the parameter margin in the command line is "0.1234567890123456789", but expected a decimal number from 0 to 99, with at most 18 digits after the point, no exponent and no comma, such as 0",
        ],
        "a parameter without a value": [
          "--param in the command line is "window", but expected NAME=VALUE, more of them after commas, none twice, such as window=20,margin=1",
        ],
        "a part twice": [
          "strategies.x.of in FILE: names a part twice",
        ],
        "a quantity finer than the step": [
          "quantity is 1.123456789, no multiple of sizing.step, 0.00000001: round it, or make the step smaller",
        ],
        "a rule that is no table": [
          "strategies.x in FILE: expected a table, such as [strategies.x]",
        ],
        "a time for a day": [
          "the parameter start in the command line is "2026-02-20T12:00:00Z", but expected a UTC day, such as 2026-11-22",
        ],
        "an unknown strategy": [
          "--strategy in the command line is "below-avarage", but expected one of below-average, dip, dca, rsi, drawdown, value-averaging, did you mean below-average?",
        ],
        "one that does so through others": [
          "strategies.a in FILE contains itself: a > b > c > a",
        ],
        "parameters for what has none": [
          "the parameter window in the command line: dca has no parameter window, nor any other",
        ],
        "parameters of a combination": [
          "strategies.x.threshold in FILE: any-of has no parameter threshold; its parts have theirs, each in its own table",
        ],
        "parts of what has none": [
          "strategies.x.of in FILE: only all-of and any-of are made of others",
        ],
        "parts that are no list": [
          "strategies.x.of in FILE: expected a list of names of strategies, such as of = ["dip", "rsi"]",
        ],
        "strategies that are no tables": [
          "strategies in FILE: expected tables, such as [strategies.my-rule]",
        ],
        "weights of nothing": [
          "strategies.dip in FILE: at least one weight must be more than 0",
        ],
      }
    `);
  });

  it('such as more parts than anyone reads, is found in no time', async () => {
    const level = (n: number) =>
      `[strategies.a${n}]\nkind = "all-of"\nof = ["a${n + 1}", "b${n + 1}"]\n[strategies.b${n}]\nkind = "any-of"\nof = ["a${n + 1}", "b${n + 1}"]\n`;
    const toml = `${Array.from({ length: 30 }, (_, n) => level(n)).join('')}[strategies.a30]\nkind = "dca"\n[strategies.b30]\nkind = "dca"\n`;
    const problems = await problemsOf(toml);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems)
      expect(problem).toMatch(/has more than 100 parts, those of its parts among them: use fewer$/);
  });
});

it('every kind is registered under its own name, and every default is within its bounds', () => {
  for (const [name, kind] of [...strategyKinds, ...combinations]) expect(kind.name).toBe(name);
  for (const { parameters } of strategyKinds.values()) {
    for (const [name, { fallback, example, bounds, parse }] of Object.entries(parameters)) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      for (const text of [fallback ?? example, example, bounds?.min ?? example, bounds?.max ?? example]) {
        expect(parse(text), `${name}=${text}`).toBeDefined();
      }
    }
  }
});
