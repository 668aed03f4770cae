import path from 'node:path';
import { bareNode, compare, memory } from './measure.js';
import { runProcess } from './process.js';

const program = path.resolve(import.meta.dirname, '../../bin/crypto-bot.js');

/** Node 22 and later keep the compiled program, so that it starts faster. */
const keepsCompiled = Number(process.versions.node.split('.')[0]) >= 22;

/**
 * How long everyday commands take: beside a bare Node, and on a ledger of many transactions beside one of few.
 *
 * @param {{ few: NodeJS.ProcessEnv, many: NodeJS.ProcessEnv, count: number }} ledgers `count` is how many "many" are
 * @param {number} pairs
 */
export async function* measureCommands({ few, many, count: transactions }, pairs) {
  const crypto = (command, env = few) => ({ args: [program, ...command.split(' ')], env });
  const count = transactions.toLocaleString('en');
  const bare = (command, atMost) => ({ what: command, atMost, measured: crypto(command), base: bareNode });
  const versus = (command, atMost) => ({
    what: `${command}, ${count} : 30`,
    atMost,
    measured: crypto(command, many),
    base: crypto(command),
  });
  const comparisons = [
    bare('--version', 1.7),
    bare('--help', 1.7),
    { ...bare('run --tpo 3', 3), exitCode: 2 },
    bare('portfolio --offline', keepsCompiled ? 3.5 : 4.5),
    bare('history --limit 20', keepsCompiled ? 3.5 : 4.5),
    bare('run', keepsCompiled ? 6.5 : 9),
    versus('portfolio --offline', 1.1),
    versus('history --coin bitcoin --limit 20', 1.2),
    versus('run', 1.15),
  ];
  for (const comparison of comparisons) yield await compare(comparison, pairs);

  yield await memory({ what: 'portfolio --offline', measured: crypto('portfolio --offline'), atMostMb: 110 });
  const all = { what: `history --csv of ${count}`, measured: crypto('history --csv', many) };
  yield await memory({ ...all, atMostMb: 200 });
  const { firstOutputMs } = await runProcess(all.measured);
  yield { what: `${all.what}, first line after`, value: firstOutputMs, unit: 'ms', atMost: 1000 };
}

/**
 * Whether commands take longer than those of another build, whose folder is given.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {number} pairs
 */
export async function* measureAgainst(folder, env, pairs) {
  const other = path.resolve(folder, 'bin/crypto-bot.js');
  for (const command of ['run', 'portfolio --offline']) {
    const of = (file) => ({ args: [file, ...command.split(' ')], env });
    yield await compare(
      { what: `${command} : that of ${folder}`, atMost: 1.02, measured: of(program), base: of(other) },
      2 * pairs,
    );
  }
}
