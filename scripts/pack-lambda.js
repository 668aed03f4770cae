// `npm run pack:lambda`: zips what the function of deploy/aws-lambda/template.yaml runs, beside it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';

const root = path.resolve(import.meta.dirname, '..');

/** The ledger is in PostgreSQL there, and nobody reads the manual. */
const isLeftOut = (name) => /\.sqlite\.wasm$|\.1$/.test(name);

const files = readdirSync(path.join(root, 'dist')).filter((name) => !isLeftOut(name));
const entries = files.map((name) => [`dist/${name}`, readFileSync(path.join(root, 'dist', name))]);
const mtime = '1980-01-01T00:00:00'; // the same zip from the same files
const zip = zipSync(Object.fromEntries(entries), { level: 9, mtime });
const file = path.resolve(root, process.argv[2] ?? 'deploy/aws-lambda/crypto-bot-lambda.zip');
writeFileSync(file, zip);
console.log(`${path.relative(process.cwd(), file)}: ${(zip.length / 1e6).toFixed(1)} MB`);
