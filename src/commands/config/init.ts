import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configFilePath } from '../../config.js';
import { filePath } from '../../core/values/file-path.js';
import { configError } from '../../errors.js';
import { renderConfigTemplate } from '../../report/settings/config-template.js';
import { makeFolder } from '../../runtime/folder.js';
import { defineBareCommand } from '../command.js';
import { option } from '../input.js';
import { printRecorded } from '../print-recorded.js';

/** Writes a config file of comments, where there is none. */
export const command = defineBareCommand({
  options: {
    config: option('--config <file>', 'the config file to write', filePath, { example: './config.toml' }),
  },
  examples: ['crypto-bot config init', 'crypto-bot config init --config ./config.toml'],
  run: async ({ terminal }, flags) => {
    const file = await configFilePath(flags);
    writeNewFile(file, renderConfigTemplate());
    const log = { warn: (event: string) => terminal.complain(`warning: ${event}`) }; // the settings say where the log is
    return printRecorded({ terminal, log }, `Wrote ${file}, with every setting commented out.\n`);
  },
});

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
