/** What the real program does with its files, and what it tells others, in the order in which it does it: as strace sees it. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../support/program.js';
import { testedProgram } from '../../support/tested-program.js';

export type Step =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut to size'; readonly file: string; readonly size: number }
  | { readonly kind: 'make'; readonly file: string; readonly isFolder: boolean }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'sync'; readonly file: string }
  /** What is printed, or sent to a server. */
  | { readonly kind: 'print' | 'send'; readonly text: string };

const CALLS =
  'openat,write,writev,sendto,sendmsg,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,lseek';

interface Recorded {
  readonly code: number;
  readonly stderr: string;
  readonly steps: readonly Step[];
}

/** Runs the program to its end. The steps are those in a folder, and what was told. Fails where strace is not installed. */
export async function record(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Recorded> {
  const trace = path.join(temporaryFolder(), 'trace');
  const sizes = sizesIn(folder);
  const options = ['-f', '-y', '-xx', '-s', '1000000', '-o', trace, '-e', `trace=${CALLS}`];
  const alone = { ...env, UV_USE_IO_URING: '0', UV_THREADPOOL_SIZE: '1' };
  const ended = await new Promise<Pick<Recorded, 'code' | 'stderr'>>((resolve, reject) => {
    execFile('strace', [...options, process.execPath, testedProgram, ...args], { env: alone }, (error, _, stderr) =>
      error && typeof error.code !== 'number' ? reject(error) : resolve({ code: Number(error?.code ?? 0), stderr }),
    );
  });
  return { ...ended, steps: readSteps(readFileSync(trace, 'latin1').split('\n'), folder, sizes) };
}

function sizesIn(folder: string): Map<string, number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  return new Map(files.map((file) => [file, statSync(file).size]));
}

/** From the lines of strace. `sizes` are those of the files before. */
function readSteps(lines: readonly string[], folder: string, sizes: Map<string, number>): Step[] {
  const steps: Step[] = [];
  const offsets = new Map<string, number | 'end'>();
  const unfinished = new Map<string, string>();
  const write = (file: string, at: number, bytes: Buffer) => {
    steps.push({ kind: 'write', file, at, bytes });
    sizes.set(file, Math.max(sizes.get(file) ?? 0, at + bytes.length));
  };
  for (const line of lines) {
    const whole = wholeCall(line, unfinished);
    const [, call = '', given = '', result = ''] = /^\d+ +(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (call === '' || result.startsWith('-')) continue;
    const [, descriptor = '', told = ''] = /^(\d+)<([^>]*)>/.exec(given) ?? [];
    const place = String(bytesOf(told));
    const texts = [...given.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => bytesOf(hex));
    const [file = '', to = ''] = texts.map(String);
    const numbers = given.split(', ').slice(1).map(Number);
    if (/^(write|writev|sendto|sendmsg)$/.test(call) && (place.startsWith('socket:') || descriptor === '1')) {
      steps.push({ kind: descriptor === '1' ? 'print' : 'send', text: String(Buffer.concat(texts)) });
      continue;
    }
    if (![place, file].some((it) => it === folder || it.startsWith(`${folder}/`))) continue;
    if (call === 'openat') {
      if (given.includes('O_TRUNC') && sizes.has(file)) {
        steps.push({ kind: 'cut to size', file, size: 0 });
        sizes.set(file, 0);
      }
      if (given.includes('O_CREAT') && !sizes.has(file)) {
        steps.push({ kind: 'make', file, isFolder: false });
        sizes.set(file, 0);
      }
      offsets.set(result, given.includes('O_APPEND') ? 'end' : 0);
    } else if (call === 'pwrite64') write(place, numbers.at(-1) ?? 0, texts[0] ?? Buffer.alloc(0));
    else if (call === 'lseek') offsets.set(descriptor, Number(result));
    else if (call === 'write') {
      const from = offsets.get(descriptor) ?? 0;
      const bytes = texts[0] ?? Buffer.alloc(0);
      write(place, from === 'end' ? (sizes.get(place) ?? 0) : from, bytes);
      if (from !== 'end') offsets.set(descriptor, from + bytes.length);
    } else if (call === 'ftruncate') {
      const size = numbers.at(-1) ?? 0;
      steps.push({ kind: 'cut to size', file: place, size });
      sizes.set(place, size);
    } else if (call === 'fsync' || call === 'fdatasync') steps.push({ kind: 'sync', file: place });
    else if (call === 'mkdir') steps.push({ kind: 'make', file, isFolder: true });
    else if (call === 'unlink') {
      steps.push({ kind: 'remove', file });
      sizes.delete(file);
    } else if (call === 'rename') {
      steps.push({ kind: 'rename', file, to });
      sizes.set(to, sizes.get(file) ?? 0);
      sizes.delete(file);
    } else throw new Error(`${whole.slice(0, 200)}: this step is not known`);
  }
  return steps;
}

/** A call may be told in two lines, with others between them. */
function wholeCall(line: string, unfinished: Map<string, string>): string {
  const [, thread = ''] = /^(\d+)/.exec(line) ?? [];
  if (line.endsWith('<unfinished ...>')) {
    unfinished.set(thread, line.slice(0, -' <unfinished ...>'.length));
    return '';
  }
  return line.replace(/^\d+ +<\.\.\. \w+ resumed>/, () => unfinished.get(thread) ?? '');
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
