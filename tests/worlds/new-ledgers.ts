import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { verifyLedger } from '../../src/ledger/maintenance/verify/verify.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { openLedger, openTables } from '../../src/wiring.js';
import type { NewLedger } from './small-world.js';

export async function inMemory(): Promise<NewLedger> {
  return { ledger: createMemoryLedger(), verify: async () => [], close: async () => {} };
}

/** SQLite files in a folder: each is a copy of an empty ledger. */
export async function inFiles(folder: string): Promise<() => Promise<NewLedger>> {
  const urlOf = (name: string) => `file:${path.join(folder, name)}`;
  await (await openLedger({ url: urlOf('empty.db'), mode: 'write' })).close();
  return async () => {
    const name = `${randomUUID()}.db`;
    copyFileSync(path.join(folder, 'empty.db'), path.join(folder, name));
    const ledger = await openLedger({ url: urlOf(name), mode: 'write' });
    const database = await openTables(urlOf(name), 'read', 20_000);
    return {
      ledger,
      verify: async () => (await verifyLedger(database)).checks.flatMap(({ problems }) => problems),
      async close() {
        await Promise.all([ledger.close(), database.close()]);
        for (const suffix of ['', '-wal', '-shm']) rmSync(path.join(folder, name + suffix), { force: true });
      },
    };
  };
}
