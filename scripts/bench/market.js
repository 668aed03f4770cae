import { createServer } from 'node:http';

const DAY_MS = 86_400_000;
const names = ['Bitcoin', 'Ethereum', 'Tether'];

/**
 * A market of three coins at a fixed time, on a port of its own. Each is 1 % above its average, or, once it is told so, below.
 *
 * @param {string} now
 */
export async function startMarket(now) {
  const time = Date.parse(now);
  let price = 101;

  const answer = (path) => {
    if (path.includes('/market_chart')) {
      const midnights = Array.from({ length: 9 }, (_, back) => [Math.floor(time / DAY_MS - back) * DAY_MS, 100]);
      return { prices: [...midnights.reverse(), [time, price]] };
    }
    return names.map((name, rank) => listed(name, rank + 1, price, now));
  };
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(url)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/api/v3`,
    beCheap() {
      price = 99;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function listed(name, rank, price, now) {
  return {
    id: name.toLowerCase(),
    symbol: name.slice(0, 3).toLowerCase(),
    name,
    current_price: price,
    market_cap: 1e12 / rank,
    market_cap_rank: rank,
    high_24h: price,
    low_24h: price,
    price_change_24h: 1,
    price_change_percentage_24h: 1,
    market_cap_change_24h: 1,
    market_cap_change_percentage_24h: 1,
    last_updated: now,
  };
}
