import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder that all files of tests share, which other accounts can look into. It is gone after the last test. */
    folder: string;
  }
}

export default function makeFolder(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-tests-'));
  chmodSync(folder, 0o755);
  project.provide('folder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
