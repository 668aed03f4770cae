import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where a shell runs: `crypto-bot` is in its home, and `script` is the completion it reads. */
export interface Place {
  readonly home: string;
  readonly cwd: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a shell offers at the end of each command line: values, or options where a dash was typed. */
export type Complete = (lines: readonly string[], place: Place) => Record<string, string[]>;

/** Whether the machine has these programs. */
export function has(...programs: readonly string[]): boolean {
  return programs.every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);
}

/** bash in a terminal: all that is offered is inserted, and the line is kept. */
export const completeInBash: Complete = (lines, place) => {
  const rc = `
    source ~/.script
    bind 'set enable-bracketed-paste off'
    bind '"\\t": insert-completions'
    keep() { printf '%s\\n' "$READLINE_LINE" >> ~/.lines; READLINE_LINE= READLINE_POINT=0; }
    bind -x '"\\C-xk": keep'
    bind -x '"\\C-xq": exit'`;
  writeFileSync(path.join(place.home, '.rc'), rc);
  return typeInTerminal('bash --rcfile ~/.rc -i', lines, place);
};

/** zsh likewise. */
export const completeInZsh: Complete = (lines, place) => {
  const rc = `
    autoload -Uz compinit; compinit -u -D
    source ~/.script
    all() { compstate[insert]=all }
    comppostfuncs=(all)
    keep() { print -r -- $BUFFER >> ~/.lines; BUFFER=; comppostfuncs=(all) }
    quit() { exit }
    zle -N keep; bindkey '^Xk' keep
    zle -N quit; bindkey '^Xq' quit`;
  writeFileSync(path.join(place.home, '.zshrc'), rc);
  return typeInTerminal('zsh -d -i', lines, place);
};

/** fish tells what it would offer. */
export const completeInFish: Complete = (lines, place) => {
  const ask = lines.map((line) => `complete -C ${JSON.stringify(line)}; echo`).join('\n');
  const answers = launch(['fish', '--no-config', '-c', `source ~/.script\n${ask}`], '', place).split(/^\n/m);
  return Object.fromEntries(
    lines.map((line, index) => {
      const offered = (answers[index] ?? '').split('\n').map((it) => it.replace(/\t.*/, ''));
      return [line, fitting(line, offered)];
    }),
  );
};

function typeInTerminal(shell: string, lines: readonly string[], place: Place): Record<string, string[]> {
  const keys = [...lines.map((line) => `${line}\t\u0018k`), '\u0018q'].join('');
  launch(['script', '-qec', shell, '/dev/null'], keys, place);
  const kept = readFileSync(path.join(place.home, '.lines'), 'utf8').split('\n');
  return Object.fromEntries(
    lines.map((line, index) => {
      const after = kept[index] ?? '';
      const offered = after === line ? [] : after.slice(line.lastIndexOf(' ') + 1).split(' ');
      return [line, fitting(line, offered)];
    }),
  );
}

function launch([program = '', ...args]: readonly string[], input: string, { home, cwd, script, env }: Place): string {
  writeFileSync(path.join(home, '.script'), script);
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...env, HOME: home, TERM: 'xterm', PATH: `${home}:/usr/bin:/bin` },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

/** With or without options, as a dash was typed or not; of --market=sample the value. */
function fitting(line: string, offered: readonly string[]): string[] {
  const typed = line.slice(line.lastIndexOf(' ') + 1);
  const values = offered.map((it) => (typed.includes('=') ? it.replace(/^--[\w-]+=/, '') : it));
  const wantsOptions = typed.startsWith('-') && !typed.includes('=');
  return values.filter((it) => it !== '' && it.startsWith('-') === wantsOptions).sort();
}
