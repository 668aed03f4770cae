import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replaceFile } from '../../src/runtime/replace-file.js';
import { temporaryFolder } from '../support/program.js';

describe('a file that is replaced', () => {
  it('can be read by everyone, whatever it was before, and has nothing left beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'crypto-bot.prom');
    writeFileSync(file, 'old', { mode: 0o600 });
    replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['crypto-bot.prom']);
  });

  it('stays as it is where it cannot be replaced, and has nothing left beside it', () => {
    const folder = temporaryFolder();
    const taken = path.join(folder, 'crypto-bot.prom');
    mkdirSync(taken);
    expect(() => replaceFile(taken, 'new')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder)).toEqual(['crypto-bot.prom']);
    expect(() => replaceFile(path.join(folder, 'none', 'file'), 'new')).toThrow(/ENOENT/);
  });

  it('is never seen half by a reader, in 1,000 replacements', async () => {
    const file = path.join(temporaryFolder(), 'crypto-bot.prom');
    const reader = path.join(temporaryFolder(), 'reader.mjs');
    const texts = ['a', 'b'].map((letter) => `${letter.repeat(200_000)}\n`);
    replaceFile(file, texts[0] ?? '');
    writeFileSync(reader, READER);
    const child = fork(reader, [file]);
    onTestFinished(() => void child.kill());
    await new Promise((resolve) => child.once('message', resolve));
    for (let count = 1; count <= 1000; count++) replaceFile(file, texts[count % 2] ?? '');
    const seen = new Promise<string>((resolve) => child.once('message', (said) => resolve(String(said))));
    child.send('enough');
    const { reads, half } = JSON.parse(await seen);
    expect(reads).toBeGreaterThan(0);
    expect(half).toBe(0);
  });
});

/** Reads a file over and over until it is told to stop, and tells how often it saw anything but a whole text. */
const READER = `
import { readFileSync } from 'node:fs';
const [, , file] = process.argv;
let [reads, half, going] = [0, 0, true];
process.on('message', () => { going = false; });
process.send('ready');
const read = () => {
  const text = readFileSync(file, 'utf8');
  reads += 1;
  if (!/^(a{200000}|b{200000})\\n$/.test(text)) half += 1;
  if (going) setImmediate(read);
  else process.send(JSON.stringify({ reads, half }), () => process.exit());
};
read();
`;
