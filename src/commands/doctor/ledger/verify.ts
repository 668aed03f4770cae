import type { TableDatabase } from '../../../ledger/maintenance/tables.js';
import { verifyQuickly } from '../../../ledger/maintenance/verify/verify.js';
import { type Check, fine, ledgerWaitMs, notChecked, type Outcome, wrong } from '../check.js';

/** With more orders it takes longer than a check may. */
const MOST_ORDERS = 100_000;

export const verify: Check = {
  name: 'verify',
  look: async (surroundings) => {
    const { config, ports } = surroundings.context();
    const { is } = await surroundings.findLedger();
    if (is !== 'ready')
      return notChecked(is === 'older' ? 'the ledger is of an older version' : 'there is no ledger yet');
    const database = await ports.openTables(config.databaseUrl, 'as it is', ledgerWaitMs(surroundings));
    try {
      return await checkQuickly(database);
    } finally {
      await database.close();
    }
  },
};

async function checkQuickly(database: TableDatabase): Promise<Outcome> {
  const [counted] = await database.read(() => database.query('SELECT count(*) AS n FROM orders'));
  const orders = Number(counted?.n);
  if (orders > MOST_ORDERS) return notChecked(`with ${orders} orders it takes longer: crypto-bot verify`);
  const [first, ...more] = await verifyQuickly(database);
  if (first === undefined) return fine('orders, fills, positions and ticks agree; crypto-bot verify checks all');
  const rest = more.length > 0 ? `, and ${more.length} more` : '';
  return wrong(
    `the ledger is not in order: ${first}${rest}`,
    'see all with "crypto-bot verify", which says what helps',
  );
}
