/** What the licences of bundled libraries ask for: their texts, with whatever they have been bundled into. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The licences of all packages that have a file among a bundle's inputs, as one text. Throws for one that has none.
 *
 * @param {string[]} inputs paths of files, from the project's folder
 */
export function licensesOf(inputs) {
  const folders = new Set(inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  return [...folders]
    .sort()
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(path.join(root, folder)).find((it) => /^licen[cs]e/i.test(it));
  if (!license && !file) throw new Error(`${name} has no licence`);
  const text = file ? readFileSync(path.join(root, folder, file), 'utf8').trim() : '';
  return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n`;
}
