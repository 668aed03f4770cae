import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { stringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { listed, servedCoins } from '../support/market-server.js';
import type { Outcome } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW, type Scene } from '../support/scene.js';

/** A way for a text into the program, and the exit code that says that it was refused. */
interface Way {
  readonly code: number;
  readonly enter: (text: string, scene: Scene) => Promise<Outcome>;
}

/** The market's answer with a JSON text in a field of its first coin. */
function answer({ market, env }: Scene, field: string, json: string): Promise<Outcome> {
  const [bitcoin] = servedCoins.map((coin, index) => listed(coin, index + 1, new Date(NOW)));
  const body = stringify([{ ...bitcoin, [field]: 'HERE' }]) ?? '';
  market.misbehaveOn('coins/markets', { body: body.replace('"HERE"', json) });
  return run(['run', '--top', '1'], env);
}

/** A command on a ledger of one run that has a text in all rows of a column. */
async function row({ env, home }: Scene, table: string, column: string, text: string, command: string[]) {
  expect((await run(['run'], env)).code).toBe(0);
  const database = new Sqlite(path.join(home, 'crypto-bot.db'));
  database.prepare(`UPDATE ${table} SET ${column} = ?`).run([text]);
  database.close();
  return run(command, env);
}

function inFile({ home, env }: Scene, toml: string): Promise<Outcome> {
  writeFileSync(path.join(home, 'config.toml'), toml);
  return run(['run'], env);
}

/** As TOML and JSON write a text. */
const quote = (text: string) => JSON.stringify(text).replaceAll('\u007f', '\\u007f');

async function expectRefused(text: string, { code, enter }: Way) {
  const scene = await arrange();
  const outcome = await enter(text, scene);
  expect(outcome.code).toBe(code);
  expect(outcome.stdout + outcome.stderr).not.toMatch(/[^\P{C}\n]/u);
  expect(outcome.stdout).not.toContain('Purchasing 1 bitcoin');
}

const amounts: Readonly<Record<string, Way>> = {
  'a flag': { code: 2, enter: (text, { env }) => run(['run', `--notional=${text}`], env) },
  'an argument': { code: 2, enter: (text, { env }) => run(['cash', 'deposit', '--', text], env) },
  'the environment': { code: 2, enter: (text, { env }) => run(['run'], { ...env, CRYPTO_BOT_NOTIONAL: text }) },
  'config.toml': { code: 2, enter: (text, scene) => inFile(scene, `notional = ${quote(text)}\n`) },
  'a parameter of a rule': {
    code: 2,
    enter: (text, scene) => inFile(scene, `[strategies.dip]\nthreshold = ${quote(text)}\n`),
  },
  "the market's answer": { code: 3, enter: (text, scene) => answer(scene, 'current_price', text) },
  'a row of the ledger': {
    code: 5,
    enter: (text, scene) => row(scene, 'position', 'quantity', text, ['portfolio', '--offline']),
  },
};

describe('what is no amount', () => {
  describe.each(Object.entries(amounts))('is refused in %s', (_, way) => {
    it.each(['1e400', '0x10', '1_000', '١', 'Infinity', '1\u001b[31m'])('%j', (text) => expectRefused(text, way));
  });
});

const times: Readonly<Record<string, Way>> = {
  'a flag': { code: 2, enter: (text, { env }) => run(['history', '--since', text], env) },
  'another flag': { code: 2, enter: (text, { env }) => run(['why', '--at', text], env) },
  'the environment': { code: 2, enter: (text, { env }) => run(['run'], { ...env, CRYPTO_BOT_NOW: text }) },
  'config.toml': {
    code: 2,
    enter: (text, scene) =>
      inFile(scene, `strategy = "value-averaging"\n[strategies.value-averaging]\nstart = ${quote(text)}\n`),
  },
  "the market's answer": {
    code: 3, // the price is not believed, since nobody knows how old it is
    enter: async (text, scene) => {
      writeFileSync(path.join(scene.home, 'config.toml'), '');
      const outcome = await answer(scene, 'last_updated', quote(text));
      expect(outcome.stdout).toContain('the market does not say how old its price is');
      return outcome;
    },
  },
  'a row of the ledger': { code: 5, enter: (text, scene) => row(scene, 'tick', 'started_at', text, ['why']) },
};

describe('what is not in the calendar', () => {
  describe.each(Object.entries(times))('is refused in %s', (_, way) => {
    it.each(['2026-02-30T10:00:00Z', '2026-11-22T24:00:00Z', '2026-11-22T23:59:60Z'])('%j', (text) =>
      expectRefused(text, way),
    );
  });
});

const coins: Readonly<Record<string, Way>> = {
  'a flag': { code: 2, enter: (text, { env }) => run(['run', '--coins', text], env) },
  'the environment': { code: 2, enter: (text, { env }) => run(['run'], { ...env, CRYPTO_BOT_UNIVERSE_COINS: text }) },
  'config.toml': { code: 2, enter: (text, scene) => inFile(scene, `universe.coins = [${quote(text)}]\n`) },
  "the market's answer": { code: 3, enter: (text, scene) => answer(scene, 'id', quote(text)) },
};

describe('what is no id of a coin', () => {
  describe.each(Object.entries(coins))('is refused in %s', (_, way) => {
    it.each(['..', 'bit\u001b[31mcoin', 'bit\u202ecoin'])('%j', (text) => expectRefused(text, way));
  });
});
