// Preloaded into the program by tests (node --import): SQLite takes no locks, as on a file system where they do nothing.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../package.json', import.meta.url));
require('libsql');
const sqlite = Object.values(require.cache).find(({ filename }) => filename.endsWith('.node')).exports;
const { databaseOpen } = sqlite;
sqlite.databaseOpen = (file, ...others) => databaseOpen(`file:${encodeURI(file)}?vfs=unix-none`, ...others);
delete require.cache[require.resolve('libsql')]; // whoever loads it again gets the one without locks
