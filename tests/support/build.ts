import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Builds the program once before all tests, so that what they run is what is in src. */
export default function build(): void {
  execFileSync(process.execPath, [path.resolve('scripts/build.js')], { stdio: 'inherit' });
}
