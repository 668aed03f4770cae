import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { testedProgram } from './tested-program.js';

/**
 * Builds the program once before all tests, so that what they run is what is in src. They run a copy without Prisma's query
 * compiler: a command whose queries the build did not plan fails there. See docs/build.md.
 */
export default function build(): void {
  execFileSync(process.execPath, [path.resolve('scripts/build.js')], { stdio: 'inherit' });
  const copy = path.resolve(testedProgram, '../..');
  rmSync(copy, { recursive: true, force: true });
  const isNoCompiler = (file: string) => !file.endsWith('.wasm');
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.resolve(part), path.join(copy, part), { recursive: true, filter: isNoCompiler });
}
