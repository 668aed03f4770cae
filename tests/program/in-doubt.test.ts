import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run } from '../support/program.js';
import { arrange } from '../support/scene.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

/** With a standby that is to confirm each commit, and is not there, no commit is answered. */
async function setStandby(url: string, name: string): Promise<void> {
  await server.query(url, `ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
  await server.query(url, 'SELECT pg_reload_conf()');
  await expect
    .poll(async () => (await server.query(url, 'SHOW synchronous_standby_names'))[0]?.synchronous_standby_names)
    .toBe(name);
}

const inDoubt = (command: string) => ({
  error: {
    code: 'ledger',
    message: `this command's time was over before the ledger had answered, and this may have been recorded: see "${command}" before you do it again`,
    retryable: false,
  },
});

it.each<[string[], string]>([
  [['cash', 'deposit', '5', '--json'], 'crypto-bot cash'],
  [['run', '--json'], 'crypto-bot why'],
])(
  'a commit that is not answered is told as one in doubt, at the deadline: %s',
  async (args, command) => {
    const { env } = await arrange();
    const url = await server.createDatabase();
    const withUrl = { ...env, DATABASE_URL: url };
    expect((await run(['cash', 'deposit', '1000000'], withUrl)).code).toBe(0);
    await setStandby(url, 'nobody');
    const { code, stdout } = await run(args, { ...withUrl, CRYPTO_BOT_DEADLINE_SECONDS: '2' });
    await setStandby(url, '');
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 5, ...inDoubt(command) });

    const verified = JSON.parse((await run(['verify', '--json'], withUrl)).stdout).verification;
    expect(verified.ok).toBe(true);
    expect(verified.rows).toMatchObject(args[0] === 'run' ? { tick: 1 } : { tick: 0, cash_entry: 2 });
  },
  20_000,
);
