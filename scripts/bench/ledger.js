import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { runProcess } from './process.js';

const COINS = 3;

/**
 * Makes a home folder with a ledger of so many transactions: the program makes the tables and caches the day's midnights,
 * buying nothing, and the past is written beneath it in bulk.
 *
 * @param {string} home
 * @param {number} transactions a multiple of three: each tick bought each coin
 * @param {{ now: string, market: { url: string, beCheap(): void } }} scene
 * @returns {Promise<Record<string, string>>} the environment to run the program in
 */
export async function makeLedger(home, transactions, { now, market }) {
  mkdirSync(home);
  const env = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: now, CRYPTO_BOT_COINGECKO_URL: market.url };
  const program = path.resolve(import.meta.dirname, '../../bin/crypto-bot.js');
  const { code } = await runProcess({ args: [program, 'run'], env });
  if (code !== 0) throw new Error(`crypto-bot run ended with ${code}`);
  writePast(path.join(home, 'crypto-bot.db'), Math.floor(transactions / COINS));
  return env;
}

/** A tick a minute, up to some days ago; each bought one of each coin for 100. */
function writePast(file, ticks) {
  const database = new Sqlite(file);
  const at = `strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 1790000000 - 60 * (${ticks} - n), 'unixepoch')`;
  const past = `WITH RECURSIVE past(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < ${ticks})`;
  const id = `printf('past-%09d', n)`;
  database.exec(`
    BEGIN;
    INSERT INTO tick (id, slot, sequence, market, quote_currency, strategy, started_at)
      ${past} SELECT ${id}, NULL, n + 1, 'coingecko', 'usd', 'below-average', ${at} FROM past;
    INSERT INTO decision (tick_id, coin_id, symbol, price, average, action, reason, inputs, decided_at)
      ${past} SELECT ${id}, c.id, c.symbol, '100', '101', 'buy', 'the past', '{}', ${at} FROM past, crypto c;
    INSERT INTO orders (id, tick_id, coin_id, side, quantity, price, status, created_at, promised_at, closed_at)
      ${past} SELECT ${id} || '-' || c.id, ${id}, c.id, 'buy', '1', '100', 'filled', ${at}, ${at}, ${at} FROM past, crypto c;
    INSERT INTO transaction_history (id, order_id, trade_id, coin_id, side, quantity, price, fee, executed_at)
      ${past} SELECT ${id} || '-' || c.id || '-1', ${id} || '-' || c.id, '1', c.id, 'buy', '1', '100', '0', ${at}
      FROM past, crypto c;
    INSERT INTO position (coin_id, buy_count, quantity, cost_basis)
      SELECT id, ${ticks}, '${ticks}', '${100 * ticks}' FROM crypto;
    COMMIT`);
  database.close();
}
