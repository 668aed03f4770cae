import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { postgresServer } from '../ledger/ledgers.js';
import { temporaryFolder } from '../support/program.js';
import { blocksOf, pages } from './pages.js';

/** Lines of a console that no test can run, by what they begin with, and why. */
const notRun: Readonly<Record<string, string>> = {
  'npm ': 'installs or tests the project itself; the tests of the package do that',
  'npx ': 'runs the tests themselves',
  'docker ': 'needs a Docker engine',
  'aws ': 'needs an account there',
  'cd deploy/aws-lambda && sam ': 'needs an account there',
  'sudo ': 'changes the machine',
  'journalctl ': 'needs systemd',
};

/** A reader of any page has made a tick before. */
const BEFORE = 'cd "$HOME"\ncrypto-bot run > first-tick.txt';

/** A `crontab` that keeps its lines in a file of the test's own home. */
const CRONTAB = `#!/bin/sh
case "$1" in
  -l) cat "$HOME/crontab" 2> /dev/null ;;
  *) cat "$@" > "$HOME/crontab" ;;
esac
`;

/** A console line of a page, with the number of its line. */
interface Line {
  readonly line: number;
  readonly command: string;
}

function linesOf(page: string): Line[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'console')
    .flatMap(({ text, line }) =>
      text
        .split('\n')
        .map((shown, index) => ({ line: line + index, shown }))
        .filter(({ shown }) => shown.startsWith('$ '))
        .map(({ line, shown }) => ({ line, command: shown.slice(2) })),
    )
    .filter(({ command }) => !Object.keys(notRun).some((start) => command.startsWith(start)));
}

describe.each(pages.filter((page) => linesOf(page).length > 0))('%s', (page) => {
  it('shows commands that work, in the order in which they stand', async () => {
    const home = temporaryFolder();
    const bin = path.join(home, 'bin');
    mkdirSync(bin);
    const program = path.resolve('bin/crypto-bot.js');
    writeFileSync(path.join(bin, 'crypto-bot'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    writeFileSync(path.join(bin, 'crontab'), CRONTAB);
    for (const name of ['crypto-bot', 'crontab']) chmodSync(path.join(bin, name), 0o755);

    const { server } = await postgresServer();
    const database = await server.createDatabase();
    const shown = linesOf(page).map(({ line, command }) => ({
      line,
      command: command.replaceAll(
        'postgresql://docker:secret@127.0.0.1:5432/postgres',
        database.replaceAll("'", '%27'),
      ),
    }));
    const script = shown.map(({ line, command }) => `${command}\necho "${line} $?" >&3`).join('\n');
    const ended = spawnSync('bash', ['-c', `${BEFORE}\n${script}`], {
      encoding: 'utf8',
      env: {
        PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
        HOME: home,
        CRYPTO_BOT_HOME: path.join(home, 'crypto-bot'),
        CRYPTO_BOT_MARKET: 'sample',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const codes = (ended.output[3] ?? '').trim().split('\n');
    expect(codes, ended.stderr).toEqual(shown.map(({ line }) => `${line} 0`));
  });
});
