// `npm start`: from a fresh clone to one tick on the built-in sample market, with nothing but Node and npm.
// `npm start -- --notional 5` gives options of `run`.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

if (isOlder('node_modules/.package-lock.json', ['package-lock.json']))
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
if (isOlder('dist/main.js', ['src', 'prisma', 'scripts', 'package-lock.json']))
  run(process.execPath, ['scripts/build.js']);

// The sample's data stays apart from whatever crypto-bot this machine runs for real.
for (const name of Object.keys(process.env)) {
  if (/^(CRYPTO_BOT_|COINGECKO_|DATABASE_URL$)/.test(name)) delete process.env[name];
}
process.env.CRYPTO_BOT_HOME = path.join(root, 'storage');
run(process.execPath, ['bin/crypto-bot.js', 'run', '--market', 'sample', ...process.argv.slice(2)]);
run(process.execPath, ['bin/crypto-bot.js', 'portfolio']);

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Whether something that was made is missing, or older than anything it was made from. */
function isOlder(made, sources) {
  const time = modifiedMs(path.join(root, made));
  return sources.some((source) => newestMs(path.join(root, source)) > time);
}

function newestMs(file) {
  if (!statSync(file).isDirectory()) return modifiedMs(file);
  const files = readdirSync(file, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('generated'),
  );
  return Math.max(...files.map((name) => modifiedMs(path.join(file, name))));
}

function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
