// Preloaded into the program by tests (node --import): the system has no list of locks, as on another one than Linux.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { readFileSync } = fs;
fs.readFileSync = (file, ...others) => readFileSync(file === '/proc/locks' ? '/nowhere' : file, ...others);
syncBuiltinESMExports();
