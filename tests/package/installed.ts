import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];

export interface Installed {
  /** The prefix that it was installed into. */
  readonly prefix: string;
  /** What npm says of the tarball. */
  readonly packed: { readonly size: number; readonly files: readonly { readonly path: string }[] };
  remove(): void;
}

/** Packs the built program and installs the tarball globally into an empty prefix that every account can read. */
export function installPackage(): Installed {
  const prefix = mkdtempSync(path.join(tmpdir(), 'crypto-bot-package-'));
  chmodSync(prefix, 0o755);
  const json = execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', prefix], {
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(json);
  const tarball = path.join(prefix, packed.filename);
  execFileSync('npm', ['install', '--global', '--prefix', prefix, ...quiet, tarball], { cwd: prefix });
  return { prefix, packed, remove: () => rmSync(prefix, { recursive: true, force: true }) };
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Another account than root, where this is root's. */
export const nobody: Account | null = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;

/** Runs the installed program with some node, in a folder of neither, and gives its stdout. It must succeed. */
export async function runInstalled(
  { prefix }: Installed,
  args: readonly string[],
  { node = process.execPath, env }: { node?: string; env: Record<string, string> },
): Promise<string> {
  const program = path.join(prefix, 'bin/crypto-bot');
  const { stdout } = await promisify(execFile)(node, [program, ...args], { env, cwd: '/', ...nobody });
  return stdout;
}
