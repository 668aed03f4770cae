// Preloaded into the program by tests (node --import): says at its end, on stdout, the most memory it had, in kilobytes.
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(1, `\npeak ${process.resourceUsage().maxRSS}\n`));
