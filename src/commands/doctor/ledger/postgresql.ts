import type { ServerReport } from '../../../ledger/maintenance/tables.js';
import { type Check, fine, ledgerWaitMs, notChecked, type Outcome, wrong } from '../check.js';
import { ledgerFile } from '../machine/places.js';

export const postgresql: Check = {
  name: 'postgresql',
  look: async (surroundings) => {
    const { config, ports } = surroundings.context();
    if (ledgerFile(config) !== null) return notChecked('the ledger is a file');
    if ((await surroundings.findLedger()).is === 'missing') return notChecked('there is no ledger on the server yet');
    const database = await ports.openTables(config.databaseUrl, 'as it is', ledgerWaitMs(surroundings));
    try {
      const server = await database.read(database.describeServer);
      return server ? checkServer(server) : notChecked('the ledger is a file');
    } finally {
      await database.close();
    }
  },
};

/** The oldest that the tests know. */
const LEAST_VERSION = 14;

/** Whether a server is one for a ledger. */
export function checkServer(server: ServerReport): Outcome {
  const { version, isStandby, isEncrypted, isLocal, isPooled, refusedTables } = server;
  if (Number.parseInt(version, 10) < LEAST_VERSION)
    return wrong(`the server is PostgreSQL ${version}`, `upgrade it to ${LEAST_VERSION} or later`);
  if (isStandby)
    return wrong('the server only follows another one (a standby)', 'name the primary server with database_url');
  if (refusedTables.length > 0)
    return wrong(
      `the role may not read and write ${refusedTables.join(', ')}`,
      'grant it SELECT, INSERT, UPDATE and DELETE on all tables of the schema',
    );
  if (!isEncrypted && !isLocal)
    return wrong('the connection is not encrypted', 'add sslmode=verify-full to the database URL, or sslmode=require');
  const way = isEncrypted ? 'encrypted' : 'not encrypted, on this machine';
  return fine(`PostgreSQL ${version}, ${way}, ${isPooled ? 'through a pooler' : 'without a pooler'}`);
}
