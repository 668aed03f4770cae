import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configFilePath, type Flags } from '../config.js';
import { configError } from '../errors.js';
import { renderConfigTemplate } from '../report/config-template.js';
import { makeFolder } from '../runtime/folder.js';
import type { Terminal } from '../runtime/terminal.js';

/** `crypto-bot config init`: writes a config file of comments, where there is none. Returns the exit code. */
export async function configInit(terminal: Terminal, flags: Flags): Promise<number> {
  const file = await configFilePath(flags);
  writeNewFile(file, renderConfigTemplate());
  await terminal.print(`Wrote ${file}, with every setting commented out.\n`);
  return 0;
}

/** For its owner only, whole or not at all. Throws a config error when there is such a file already, or none can be made. */
function writeNewFile(file: string, text: string): void {
  let ours = false;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
    ours = true;
    writeFileSync(file, text);
  } catch (error) {
    if (ours) rmSync(file, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw configError(
      code === 'EEXIST' && syscall === 'open'
        ? `${file} is there already and is left as it is: rename it first, or name another one with --config`
        : `the config file ${file} cannot be written (${code}): check its path and permissions`,
      { cause: error },
    );
  }
}
