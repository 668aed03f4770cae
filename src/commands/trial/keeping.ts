import { databaseUrl } from '../../core/values/addresses/database-url.js';
import type { Kind } from '../../core/values/kind.js';
import { usageError } from '../../errors.js';
import type { Memory } from '../../ledger/memory/memory.js';
import { filePath } from '../../ledger/sqlite/url.js';
import { renderProgress } from '../../report/format/progress.js';
import { isOutputStream } from '../../runtime/real-path.js';
import type { Context } from '../context.js';
import { option } from '../input.js';
import { namedBy } from '../named-by.js';

/** Where a ledger is, as a text that the settings read. */
const place: Kind<string> = {
  ...databaseUrl,
  parse: (text) => (databaseUrl.parse(text) ? text : undefined),
  print: (text) => text,
};

export const keep = option('--keep <url>', 'a new ledger, to write the ledger of the backtest to', place, {
  example: 'file:tried.db',
});

/** Throws a config CryptoBotError when the ledger to keep a backtest in has rows, or is none. It makes none. */
export async function refuseFilledTarget(
  url: string,
  { ports, config }: Pick<Context, 'ports' | 'config'>,
): Promise<void> {
  if (url.startsWith('file:') && isOutputStream(filePath(url)))
    throw usageError(`--keep ${filePath(url)}: the output of this command goes there already: name another file`);
  const found = await namedBy('--keep', () => ports.findLedger(config.databaseTimeoutMs, url));
  if (found.is === 'missing') return;
  const [{ refuseFilled }, { NEW_ONE }] = await Promise.all([
    import('../../ledger/maintenance/copy.js'),
    import('../../ledger/keep/keep.js'),
  ]);
  const target = await ports.openTables(url, 'read');
  await target.read(() => refuseFilled(target, NEW_ONE)).finally(target.close);
}

/** Writes the ledger of a backtest into an empty one. Returns where that is, as messages name it. */
export async function keepIn(
  url: string,
  memory: Memory,
  { ports, terminal, log }: Pick<Context, 'ports' | 'terminal' | 'log'>,
): Promise<string> {
  const { keepMemory } = await import('../../ledger/keep/keep.js');
  const target = await ports.openTables(url, 'write');
  try {
    await keepMemory(memory, target, ({ table, rows, totalRows }) =>
      terminal.progress(renderProgress(table, rows, totalRows)),
    );
    log.info(`a backtest was kept in ${target.place}`);
    return target.place;
  } finally {
    terminal.progress('');
    await target.close();
  }
}
