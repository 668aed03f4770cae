import { version } from '../../runtime/version.js';
import { renderMan } from '../../shell/man.js';
import { defineBareCommand } from '../command.js';
import { describe } from '../describe.js';
import { generalExitCodes } from '../exit-codes.js';

/** Prints the man page. */
export const command = defineBareCommand({
  examples: ['crypto-bot man | man -l -'],
  run: async ({ terminal, program }) => {
    await terminal.print(renderMan(await describe(program), { version, exitCodes: generalExitCodes }));
    return 0;
  },
});
