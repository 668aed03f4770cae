import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Arena, accounts, arrangeAt } from '../support/killing.js';
import { run } from '../support/program.js';
import { testedProgram } from '../support/tested-program.js';

const args = ['run', '--once-per', 'hour'];
interface Ended {
  readonly code: number;
  readonly stderr: string;
}

function end(command: string, argv: readonly string[], options: object): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(command, argv, options, (_, __, stderr) =>
      resolve({ code: child.exitCode ?? -1, stderr: String(stderr) }),
    );
  });
}

/** Runs the program where no file may grow beyond some blocks of 512 bytes: to the program, a full disk. */
function runOnFullDisk(blocks: number, { env }: Arena): Promise<Ended> {
  const script = `ulimit -f ${blocks}; exec "$0" "$@"`;
  return end('sh', ['-c', script, process.execPath, testedProgram, ...args], { env });
}

it('a full disk, however full, never harms a ledger on SQLite, and the next run completes it', async () => {
  const whole = await arrangeAt();
  expect((await run(args, whole.env)).code).toBe(0);
  const expected = await accounts(whole.url);
  const fullBlocks = Math.ceil(statSync(path.join(whole.home, 'crypto-bot.db')).size / 512);

  const codes: number[] = [];
  for (let blocks = 0; blocks <= fullBlocks + 8; blocks += 8) {
    const arena = await arrangeAt();
    const { code, stderr } = await runOnFullDisk(blocks, arena);
    expect([0, 5], stderr).toContain(code);
    if (code === 5)
      expect(stderr).toMatch(
        /the ledger .*crypto-bot\.db (cannot grow: the disk is full|could not be read or written)/,
      );
    codes.push(code);
    expect((await run(args, arena.env)).code).toBe(0);
    expect(await accounts(arena.url)).toEqual(expected);
  }
  expect(codes[0]).toBe(5);
  expect(codes.at(-1)).toBe(0);
  const refused = codes.filter((code) => code === 5).length;
  console.log(
    `SQLite: disk full at ${codes.length} sizes: ${refused} runs said so with exit code 5; every ledger completed by the next`,
  );
});
