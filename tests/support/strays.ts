import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Folders where no test has anything to write, and the places where the program writes for its user. */
const folders = ['/', path.resolve('.')];
const places = ['.config', '.local/share', '.local/state', '.cache'].map((it) =>
  path.join(homedir(), it, 'crypto-bot'),
);

function listing(): string[] {
  const entries = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return [...entries, ...places.filter((place) => existsSync(place))];
}

/** Tests write below their own temporary folder only: what they leave elsewhere is met by the next run, or by another user. */
export default function guard(): () => void {
  const before = new Set(listing());
  return () => {
    const left = listing().filter((file) => !before.has(file));
    if (left.length > 0) throw new Error(`tests have left behind ${left.join(', ')}: write into temporaryFolder()`);
  };
}
