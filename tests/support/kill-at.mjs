// Preloaded into the program by tests (node --import): kills it with SIGKILL just before its n-th step from outside, where
// a step is a statement sent to SQLite, a file written or a connection opened. Without KILL_AT it only counts, into STEPS_FILE.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const killAt = Number(process.env.KILL_AT ?? 0);
const stepsFile = process.env.STEPS_FILE;
const appendToSteps = fs.appendFileSync;
let steps = 0;

function step(what) {
  steps += 1;
  if (stepsFile) appendToSteps(stepsFile, `${what.slice(0, 60).replaceAll('\n', ' ')}\n`);
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
}

function before(object, name, describe) {
  const original = object[name];
  object[name] = function (...args) {
    step(describe(args));
    return original.apply(this, args);
  };
}

const require = createRequire(new URL('../../package.json', import.meta.url));
const Database = require('libsql');
before(Database.prototype, 'prepare', ([sql]) => `statement ${sql}`);
before(Database.prototype, 'exec', ([sql]) => `statements ${sql}`);
before(fs, 'appendFileSync', ([file]) => `append ${file}`);
before(fs, 'openSync', ([file]) => `open ${file}`);
before(fs, 'mkdirSync', ([file]) => `folder ${file}`);
before(net.Socket.prototype, 'connect', () => 'connect');
syncBuiltinESMExports();
