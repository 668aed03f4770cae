import type { Context } from '../../src/commands/context.js';
import type { Terminal } from '../../src/runtime/terminal.js';
import { openWired } from '../../src/wiring.js';

const nowhere: Terminal = {
  columns: 80,
  colorful: false,
  interactive: false,
  print: async () => true,
  progress: () => {},
  complain: () => {},
};

/** Does some work in the context of a command, with some variables in the environment. */
export async function inContext<Value>(
  env: Readonly<Record<string, string>>,
  work: (context: Context) => Promise<Value>,
): Promise<Value> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await work(await openWired({ hasNoLog: true }, nowhere));
  } finally {
    for (const variable of Object.keys(env)) delete process.env[variable];
    Object.assign(process.env, before);
  }
}
