// Preloaded into the program by tests (node --import): kills it with SIGKILL just before its n-th step from outside, where
// a step is a statement sent to SQLite, a query or a request written to a socket, a connection opened, or a file changed or
// synced.
// Without KILL_AT it only counts, into STEPS_FILE.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const killAt = Number(process.env.KILL_AT ?? 0);
const stepsFile = process.env.STEPS_FILE && fs.openSync(process.env.STEPS_FILE, 'a');
let steps = 0;

function step(what) {
  steps += 1;
  if (stepsFile) fs.writeSync(stepsFile, `${what.slice(0, 80).replaceAll(/\s+/g, ' ')}\n`);
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
}

/** Where `describe` gives null there is no step. */
function before(object, name, describe) {
  const original = object[name];
  object[name] = function (...args) {
    const what = describe(args, this);
    if (what !== null) step(what);
    return original.apply(this, args);
  };
}

/** PostgreSQL's messages Query and Parse, and HTTP's requests. Whatever else is written belongs to one of these. */
function describeWrite([data], socket) {
  if (socket.remotePort === undefined) return null; // a pipe
  const text = Buffer.from(data).toString('latin1', 0, 200);
  if (/^(GET|POST) /.test(text)) return `request ${text.split('\r')[0]}`;
  if (/^[QP]\0/.test(text)) return `query ${text.slice(5).replaceAll('\0', ' ')}`;
  return null;
}

const require = createRequire(new URL('../../package.json', import.meta.url));
require('libsql');
const sqlite = Object.values(require.cache).find(({ filename }) => filename.endsWith('.node')).exports;
before(sqlite, 'databaseOpen', ([file]) => `database ${file}`);
before(sqlite, 'databasePrepareSync', ([sql]) => `statement ${sql}`);
before(sqlite, 'databaseExecSync', ([sql]) => `statements ${sql}`);
delete require.cache[require.resolve('libsql')]; // the program loads it again, and takes the functions as they are now
before(fs, 'openSync', ([file]) => `open ${file}`); // appending and writing open, too
before(fs, 'fsyncSync', () => 'sync what was opened last');
before(fs, 'mkdirSync', ([file]) => `folder ${file}`);
before(fs, 'renameSync', ([file]) => `rename ${file}`);
before(fs, 'linkSync', ([file]) => `link ${file}`);
before(fs, 'rmSync', ([file]) => `remove ${file}`);
before(net.Socket.prototype, 'connect', () => 'connect');
before(net.Socket.prototype, 'write', describeWrite);
syncBuiltinESMExports();
