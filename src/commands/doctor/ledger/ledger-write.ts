import path from 'node:path';
import { tryWrite } from '../../../ledger/maintenance/try-write.js';
import { type Check, fine, ledgerWaitMs, notChecked, wrong } from '../check.js';
import { isWritable, ledgerFile, nearestFolder } from '../machine/places.js';

/** Writes what is taken back at once. */
export const ledgerWrite: Check = {
  name: 'ledger-write',
  look: async (surroundings) => {
    const { config, ports } = surroundings.context();
    const { is } = await surroundings.findLedger();
    if (is === 'older') return notChecked('the ledger is of an older version');
    if (is === 'missing') {
      const file = ledgerFile(config);
      if (file === null) return notChecked('there is no ledger yet');
      const folder = nearestFolder(path.dirname(file));
      return isWritable(folder)
        ? fine(`a ledger can be made in ${folder}`)
        : wrong(`a ledger cannot be made in ${folder}`, 'see its rights, or name another place with database_url');
    }
    const database = await ports.openTables(config.databaseUrl, 'as it is', ledgerWaitMs(surroundings));
    try {
      await tryWrite(database);
      return fine('a row was written and taken back');
    } finally {
      await database.close();
    }
  },
};
