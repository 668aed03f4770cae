import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './program.js';

/** Until the test is finished, programs are looked for in a folder of its own, and then in these; gives that folder. */
export function usePath(...folders: readonly string[]): string {
  const own = temporaryFolder();
  setVariable('PATH', [own, ...folders].join(':'));
  return own;
}

/** Likewise the home folder. */
export function useHome(): string {
  const home = temporaryFolder();
  setVariable('HOME', home);
  return home;
}

/** Puts a script of sh into a folder as a program. */
export function putProgram(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function setVariable(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}
