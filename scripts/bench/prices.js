import { writeFileSync } from 'node:fs';

const HOUR_MS = 3_600_000;

/**
 * Writes a price file of coins that go up and down by chance, the same whenever it is made.
 *
 * @param {string} file
 * @param {{ coins: number, rows: number, hours: number, since: string }} shape how many rows a coin has, and how far apart
 */
export function writePrices(file, { coins, rows, hours, since }) {
  const chance = newChance(1);
  const prices = Array.from({ length: coins }, (_, coin) => 20_000 / 4 ** coin);
  const lines = ['date,coin,price,market_cap'];
  for (let row = 0; row < rows; row++) {
    const at = new Date(Date.parse(since) + row * hours * HOUR_MS).toISOString();
    const date = hours === 24 ? at.slice(0, 'YYYY-MM-DD'.length) : at;
    for (let coin = 0; coin < coins; coin++) {
      prices[coin] *= 1 + 0.04 * Math.sqrt(hours / 24) * (chance() - 0.497);
      const price = Number(prices[coin].toPrecision(8));
      lines.push(`${date},coin-${coin},${price},${Math.round(price * 4 ** coin * (20_000_000 - coin))}`);
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Numbers from 0 to 1 that look like chance: a linear congruential generator. */
function newChance(seed) {
  let state = seed;
  return () => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
