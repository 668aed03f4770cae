import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
let copy: string;

/** A file, and a line in it that no row of the table allows. */
const forbidden: readonly (readonly [file: string, line: string])[] = [
  ['src/core/money.ts', `import '../errors.js';`],
  ['src/core/calendar.ts', `import 'node:fs';`],
  ['src/core/portfolio.ts', `import './limits/caps.js';`],
  ['src/core/limits/caps.ts', `import '../decisions/plan.js';`],
  ['src/core/strategies/dca.ts', `import '../limits/sizing.js';`],
  ['src/errors.ts', `import type {} from './core/model.js';`],
  ['src/runtime/folder.ts', `import '../core/money.js';`],
  ['src/market/sample/sample.ts', `import '../coingecko/chart.js';`],
  ['src/market/market.ts', `import './sample/sample.js';`],
  ['src/broker/paper.ts', `import '../ledger/ledger.js';`],
  ['src/ledger/sqlite/errors.ts', `import '../postgresql/url.js';`],
  ['src/ledger/memory/dry-run-ledger.ts', `import '../prisma/rows.js';`],
  ['src/ledger/ledger.ts', `export const load = () => import('./memory/dry-run-ledger.js');`],
  ['src/tick.ts', `import './commands/tick/run.js';`],
  ['src/look/look.ts', `import '../market/sample/sample.js';`],
  ['src/report/tick/text.ts', `import 'node:fs';`],
  ['src/settings/setting.ts', `import '../config.js';`],
  ['src/commands/tick/run.ts', `import '../../wiring.js';`],
  ['src/commands/ledger/verify.ts', `import '../../generated/migrations.js';`],
  ['src/newcomer.ts', `import './errors.js';`],
];

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'crypto-bot-layers-'));
  for (const name of ['src', '.dependency-cruiser.js', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('finds every import that the table of rooms does not allow, and no other', async () => {
  for (const [file, line] of forbidden) {
    const place = path.join(copy, file);
    if (file === 'src/newcomer.ts') writeFileSync(place, '');
    appendFileSync(place, `\n${line}\n`);
  }
  expect(await findViolations()).toEqual(forbidden.map(([file]) => file).sort());
});

/** The files of which the linter names an import, each once. */
function findViolations(): Promise<string[]> {
  const linter = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return new Promise((resolve, reject) => {
    const options = { cwd: copy, maxBuffer: 100_000_000 };
    execFile(process.execPath, [linter, '--output-type', 'json', 'src'], options, (error, stdout) => {
      if (error && stdout === '') return reject(error);
      const { summary } = JSON.parse(stdout) as { summary: { violations: { type: string; from: string }[] } };
      const broken = summary.violations.filter(({ type }) => type !== 'cycle').map(({ from }) => from);
      resolve([...new Set(broken)].sort());
    });
  });
}
