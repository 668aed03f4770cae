import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles a program of these tests, for other processes to run. Its native parts stay where npm has put them. */
export async function bundle(source: string): Promise<string> {
  const outfile = path.join(folder, 'program.mjs');
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
    },
    plugins: [
      {
        name: 'native-parts',
        setup({ onResolve }) {
          onResolve({ filter: /^libsql$/ }, () => ({ path: require.resolve('libsql'), external: true }));
          onResolve({ filter: /^pg-native$/ }, () => ({ path: 'pg-native', external: true }));
          // No program of these tests trades; the library for it is large, and not whole.
          onResolve({ filter: /\/connect-exchange\.js$/ }, ({ path: name }) => ({ path: name, external: true }));
        },
      },
    ],
  });
  return outfile;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** Runs a command to its end. */
export async function run(command: string, ...args: readonly string[]): Promise<Ending> {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (text: Buffer) => {
    output += text;
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const [code, signal] = await once(child, 'close');
  return { code, signal, output };
}
