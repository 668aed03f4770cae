import { expect, it } from 'vitest';
import { collect, freshPostgresqlUrl, freshSqliteUrl, open } from './ledgers.js';
import { aPromise, begin } from './promises.js';

it.each([
  ['SQLite', async () => freshSqliteUrl()],
  ['PostgreSQL', freshPostgresqlUrl],
])('more orders than a statement takes parameters are read on %s, in a list and by their decisions', async (_, url) => {
  const ledger = await open({ url: await url(), mode: 'write' });
  const coins = Array.from({ length: 1100 }, (_, index) => `coin-${index}`);
  await begin(ledger, aPromise('tick', coins));
  const orders = await collect(ledger.streamOrders({ open: true }));
  expect(new Set(orders.map(({ coin }) => coin))).toEqual(new Set(coins));
  expect(orders).toHaveLength(coins.length);
  const decisions = await collect(ledger.streamDecisions({}));
  expect(decisions.filter(({ order, decision }) => order?.coin === decision.coin)).toHaveLength(coins.length);
});
