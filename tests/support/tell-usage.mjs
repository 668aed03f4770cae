// Preloaded into the program by tests (node --import): says at its end, on stdout, the most memory it had, in kilobytes, and
// the processor time it took, in milliseconds.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(1, `\nusage ${maxRSS} ${Math.round((userCPUTime + systemCPUTime) / 1000)}\n`);
});
