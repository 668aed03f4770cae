/**
 * Which folders and files of src may import which others, and which packages. What is not in this table is an error, so
 * imports point one way, and implementations of a port do not know each other. "core" names the whole folder, "core/*.ts"
 * only the files beside its subfolders. A room's own files may import each other; a subfolder with a row is no part of it.
 *
 * @type {readonly (readonly [room: string, mayImport: string, packages: string])[]}
 */
const rooms = [
  ['errors.ts', '', ''],
  ['runtime', 'errors.ts', 'node:* package.json'],

  ['core', '', 'decimal.js'],
  ['core/values', 'core/*.ts', 'decimal.js fastest-levenshtein'],
  ['core/strategies', 'core/*.ts core/values', 'decimal.js trading-signals'],
  ['core/order', 'core/*.ts', 'decimal.js'],
  ['core/limits', 'core/*.ts core/order core/strategies', 'decimal.js'],
  ['core/decisions', 'core', 'decimal.js'],
  ['core/status', 'core', ''],

  ['market', 'core errors.ts', ''],
  ['http', 'core/values', 'undici'],
  ['market/http', 'core errors.ts runtime http', 'node:* undici lossless-json'],
  ['market/coingecko', 'core errors.ts market/*.ts market/http http', 'valibot'],
  ['market/sample', 'core errors.ts market/*.ts', ''],
  ['market/price-file', 'core errors.ts market/*.ts', 'node:* papaparse'],

  ['notify', 'core http ledger/*.ts', 'node:* nodemailer'],
  ['schedule', 'core errors.ts runtime', 'node:*'],
  ['broker', 'core errors.ts', 'valibot'],
  ['broker/exchange', 'core errors.ts runtime broker/*.ts http', 'node:* ccxt undici valibot lossless-json'],

  ['ledger', 'core errors.ts', 'uuid'],
  ['ledger/memory', 'core ledger/*.ts', ''],
  ['ledger/keep', 'core ledger/*.ts ledger/memory ledger/prisma ledger/maintenance', ''],
  ['ledger/prisma', 'core errors.ts runtime ledger/*.ts generated', '@prisma/client'],
  ['ledger/maintenance', 'core errors.ts ledger/*.ts ledger/prisma generated', 'node:*'],
  [
    'ledger/sqlite',
    'core/values errors.ts runtime ledger/*.ts ledger/prisma ledger/maintenance generated',
    'node:* libsql @prisma/driver-adapter-utils',
  ],
  [
    'ledger/postgresql',
    'core/values errors.ts runtime ledger/*.ts ledger/prisma ledger/maintenance generated',
    'node:* pg @prisma/adapter-pg',
  ],

  ['act', 'core errors.ts broker/*.ts ledger/*.ts', ''],
  ['look', 'core errors.ts market/*.ts broker/*.ts ledger/*.ts', ''],
  ['tick.ts', 'core errors.ts act look market/*.ts broker/*.ts ledger/*.ts', ''],
  ['backtest', 'core errors.ts market/*.ts broker/*.ts ledger/*.ts tick.ts', ''],

  ['settings', 'core errors.ts runtime market/*.ts', 'node:* smol-toml env-paths'],
  ['config.ts', 'core errors.ts settings', 'node:*'],
  ['page', '', 'uplot'],
  ['report', 'core broker tick.ts backtest settings page/chart-data.ts generated', 'chalk cli-table3'],
  ['shell', '', ''],

  [
    'commands',
    'core errors.ts runtime market broker ledger act look tick.ts backtest settings config.ts report shell schedule notify',
    'node:* chalk',
  ],
  ['cli.ts', 'commands runtime', 'commander'],
  ['wiring.ts', 'core errors.ts runtime http market broker ledger notify settings commands', ''],
  ['lambda.ts', 'main.ts runtime', 'node:*'],
  ['main.ts', 'core/values errors.ts runtime report commands cli.ts wiring.ts', 'commander'],
];

const builtins = { dependencyTypesNot: ['core'] };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-strangers',
      comment: 'A new folder or file beside main.ts needs a row in the table of rooms.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/generated/', ...rooms.map(([room]) => filesIn(room))] },
      to: {},
    },
    ...rooms.map(([room, mayImport, packages]) => ({
      name: room.replace('.', '-'),
      comment: `src/${room} may import: ${mayImport || 'itself only'}; packages: ${packages || 'none'}.`,
      severity: 'error',
      from: { path: filesIn(room) },
      to: {
        pathNot: [filesIn(room), ...words(mayImport).map(filesNamed), ...words(packages).map(packageNamed)],
        ...(words(packages).includes('node:*') && builtins),
      },
    })),
  ],
  options: { parser: 'swc', tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};

/** @param {string} list */
function words(list) {
  return list.split(' ').filter(Boolean);
}

/** The files of a room, without those of its subfolders that have a row. @param {string} room */
function filesIn(room) {
  if (room.endsWith('.ts')) return `^src/${room}$`;
  const inner = rooms.map(([name]) => name).filter((name) => name.startsWith(`${room}/`));
  const others = inner.map((name) => `(?!${name.slice(room.length + 1)}/)`).join('');
  return `^src/${room}/${others}`;
}

/** @param {string} name */
function filesNamed(name) {
  if (name === 'generated') return '^src/generated/';
  return name.endsWith('/*.ts') ? `^src/${name.slice(0, -'*.ts'.length)}[^/]+$` : `^src/${name}(/|$)`;
}

/** @param {string} name */
function packageNamed(name) {
  return `(^|node_modules/)${name}(/|$)`;
}
